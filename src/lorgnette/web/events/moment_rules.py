"""How the verbs of the rules of interesting moments are told: icon, tone and words of each."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

RULES: Mapping[str, tuple[str, str, Promise]] = {
    "moments.rule_added": (
        "plus",
        "lg-acc",
        gettext_lazy("Rule of interesting moments published by %(actor)s"),
    ),
    "moments.rule_changed": (
        "pencil",
        "",
        gettext_lazy("Rule of interesting moments changed by %(actor)s"),
    ),
    "moments.rule_rolled_back": (
        "history",
        "",
        gettext_lazy("Earlier version of a rule of interesting moments published by %(actor)s"),
    ),
    "moments.rule_off": (
        "circle-pause",
        "lg-warn",
        gettext_lazy("Rule of interesting moments turned off by %(actor)s"),
    ),
    "moments.rule_on": (
        "circle-check",
        "lg-ok",
        gettext_lazy("Rule of interesting moments turned on by %(actor)s"),
    ),
    "moments.rule_moved": (
        "arrow-up-down",
        "",
        gettext_lazy("Rule of interesting moments moved in the list by %(actor)s"),
    ),
    "moments.begun": (
        "flag",
        "",
        gettext_lazy("The rules of interesting moments that come with Lorgnette were put in"),
    ),
}
