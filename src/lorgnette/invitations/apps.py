"""Names the application to Django."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "lorgnette.invitations"
    label = "invitations"
