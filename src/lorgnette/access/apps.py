"""Names the application to Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lorgnette.access"
    label = "access"
