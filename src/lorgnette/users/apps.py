"""Names the application to Django."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "lorgnette.users"
    label = "users"
