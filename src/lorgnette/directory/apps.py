"""Names the application to Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "lorgnette.directory"
    label = "directory"
