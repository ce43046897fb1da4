"""How the verbs of prediction are told: icon, tone and words of each."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PREDICTION: Mapping[str, tuple[str, str, Promise]] = {
    "prediction.turned_on": (
        "toggle-right",
        "lg-acc",
        gettext_lazy("Prediction turned on by %(actor)s"),
    ),
    "prediction.turned_off": (
        "toggle-left",
        "",
        gettext_lazy("Prediction turned off by %(actor)s"),
    ),
    "prediction.training_asked": (
        "refresh-cw",
        "",
        gettext_lazy("Prediction told to learn anew by %(actor)s"),
    ),
    "prediction.trained": (
        "graduation-cap",
        "",
        gettext_lazy("Prediction learned from won and lost deals"),
    ),
}
