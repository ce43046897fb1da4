"""Names the application to Django."""

from django.apps import AppConfig


class PredictionConfig(AppConfig):
    name = "lorgnette.prediction"
    label = "prediction"
