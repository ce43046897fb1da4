"""Names the application to Django."""

from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "lorgnette.crm"
    label = "crm"
