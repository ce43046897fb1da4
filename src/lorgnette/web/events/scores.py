"""How the verbs of the scores are told: icon, tone and words of each."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SCORES: Mapping[str, tuple[str, str, Promise]] = {
    "scoring.model_published": (
        "gauge",
        "lg-acc",
        gettext_lazy("Version of the account score published by %(actor)s"),
    ),
    "scoring.model_rolled_back": (
        "history",
        "",
        gettext_lazy("Earlier version of the account score published by %(actor)s"),
    ),
    "scoring.score_added": ("gauge", "lg-acc", gettext_lazy("Account score added by %(actor)s")),
    "scoring.score_renamed": ("pencil", "", gettext_lazy("Account score renamed by %(actor)s")),
    "scoring.score_moved": (
        "list-ordered",
        "",
        gettext_lazy("Order of the account scores changed by %(actor)s"),
    ),
    "scoring.score_retired": ("archive", "", gettext_lazy("Account score retired by %(actor)s")),
    "scoring.score_brought_back": (
        "rotate-ccw",
        "",
        gettext_lazy("Account score brought back by %(actor)s"),
    ),
    "scoring.primary_chosen": (
        "gauge",
        "lg-acc",
        gettext_lazy("Primary account score chosen by %(actor)s"),
    ),
    "scoring.brackets_saved": (
        "flame",
        "",
        gettext_lazy("Brackets of urgency and relative score set by %(actor)s"),
    ),
}
