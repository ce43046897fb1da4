"""Names the application to Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lorgnette.web"
    label = "web"
