"""Names the application to Django."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "lorgnette.workspace"
    label = "workspace"
