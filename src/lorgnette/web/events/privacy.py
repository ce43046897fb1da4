"""How the verbs about people's privacy are told: icon, tone and words of each."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PRIVACY: Mapping[str, tuple[str, str, Promise]] = {
    "privacy.objected": (
        "eye-off",
        "",
        gettext_lazy("A person’s objection to being watched was noted by %(actor)s"),
    ),
    "privacy.objection_withdrawn": (
        "eye",
        "",
        gettext_lazy("A person’s objection to being watched was taken back by %(actor)s"),
    ),
    "privacy.erasure_begun": (
        "eraser",
        "lg-warn",
        gettext_lazy("Erasure of a person asked for by %(actor)s"),
    ),
    "privacy.erased": ("eraser", "lg-ok", gettext_lazy("A person was erased")),
    "privacy.human": (
        "user-check",
        "",
        gettext_lazy("What was taken for a machine’s was said to be a human’s by %(actor)s"),
    ),
    "privacy.machines_changed": (
        "bot",
        "",
        gettext_lazy("Rules that tell machines from humans changed by %(actor)s"),
    ),
    "privacy.kept_changed": (
        "calendar-clock",
        "",
        gettext_lazy("How long activities are kept changed by %(actor)s"),
    ),
}
