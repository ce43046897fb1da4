"""The three steps in the header of the wizard."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

PEOPLE, PERMISSIONS, MESSAGE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Step:
    """`address` leads back to a step that is done; "" for the present one and those to come."""

    number: int
    words: str
    current: bool
    address: str


def steps(draft_ref: str, current: int) -> list[Step]:
    """The steps as they stand at `current`."""
    names = (
        (PEOPLE, gettext("People"), "invite_people"),
        (PERMISSIONS, gettext("Permissions"), "invite_permissions"),
        (MESSAGE, gettext("Message"), "invite_message"),
    )
    return [
        Step(number, words, number == current, reverse(door, args=[draft_ref]))
        if number < current
        else Step(number, words, number == current, "")
        for number, words, door in names
    ]
