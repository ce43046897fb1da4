"""Names the application to Django."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "lorgnette.activities"
    label = "activities"
