"""Names the application to Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lorgnette.accounts"
    label = "accounts"
