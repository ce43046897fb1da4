"""The Django app of this package."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Tables of what people of Account Insight wish for themselves."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "lorgnette.insight"
