"""Names the application to Django."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "lorgnette.mail"
    label = "mail"
