"""The language a person reads."""

from django.conf import settings
from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel.actor import Actor
from lorgnette.users.models import User


def choose_language(user: User, language: str, actor: Actor) -> None:
    """Keeps it for all their devices and mails; one that is not spoken changes nothing."""
    if language == user.language or language not in dict(settings.LANGUAGES):
        return
    values = {"old": user.language, "new": language}
    user.language = language
    with transaction.atomic():
        user.save(update_fields=["language"])
        record(
            "user.language_changed",
            actor,
            subject_kind="member",
            subject_ref=user.member.public_id,
            values=values,
        )
