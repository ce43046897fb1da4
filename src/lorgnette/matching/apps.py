"""Names the application to Django."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "lorgnette.matching"
    label = "matching"
