"""Names the application to Django."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "lorgnette.scoring"
    label = "scoring"
