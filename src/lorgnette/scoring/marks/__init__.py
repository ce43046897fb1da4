"""Flames and stars: how many an account or a person has, by where their brackets begin."""
