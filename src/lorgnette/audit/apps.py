"""Names the application to Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lorgnette.audit"
    label = "audit"
