"""The panel of an account's chart: which of its charts is shown, and the way to the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from lorgnette.insight.charted import CHARTS, ENGAGEMENT, PIPELINE, Charted
from lorgnette.web.insight.chart import Chart, miles
from lorgnette.web.insight.engagement_chart import engagement_chart
from lorgnette.web.insight.pipeline_chart import currencies, pipeline_chart

PANEL = "chart"


@dataclass(frozen=True, slots=True)
class ChartAsked:
    """What the address asks for; anything unknown is as if it were not there."""

    kind: str = ENGAGEMENT
    currency: str = ""

    def at(self, ref: str) -> str:
        """The address of the account's page with it."""
        pairs = {"chart": self.kind if self.kind != ENGAGEMENT else "", "currency": self.currency}
        query = urlencode({name: value for name, value in pairs.items() if value})
        return reverse("account", args=[ref]) + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart, or a currency, to show; `id` keeps the focus where it was."""

    id: str
    words: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """The context of `insight/_chart.html`. `chart` is None where there is `none` to show.

    `currencies` are empty where there is one.
    """

    title: str
    choices: Sequence[Choice]
    currencies: Sequence[Choice]
    chart: Chart | None
    none: str


@dataclass(frozen=True, slots=True)
class ChartPart:
    """The context of `insight/_chart.html` where it comes alone."""

    panel: ChartPanel


def chart_asked(request: HttpRequest) -> ChartAsked:
    """Reads the address."""
    kind, currency = request.GET.get("chart", ""), request.GET.get("currency", "")
    if kind not in CHARTS:
        kind = ENGAGEMENT
    is_code = len(currency) == 3 and currency.isascii() and currency.isalpha()
    return ChartAsked(kind, currency.upper() if kind == PIPELINE and is_code else "")


def chart_panel(ref: str, found: Charted, asked: ChartAsked) -> ChartPanel:
    """`found` is of the kind that is `asked` for."""
    known = currencies(found.deals)
    shown = asked.currency if asked.currency in known else (known or [""])[0]
    names = {ENGAGEMENT: gettext("Engagement"), PIPELINE: gettext("Pipeline")}
    return ChartPanel(
        title=names[asked.kind],
        choices=[
            Choice(f"chart-{kind}", words, ChartAsked(kind).at(ref), kind == asked.kind)
            for kind, words in names.items()
        ],
        currencies=[
            Choice(f"chart-{code}", code or "–", ChartAsked(PIPELINE, code).at(ref), code == shown)
            for code in (known if len(known) > 1 else ())
        ],
        chart=_chart(ref, found, asked.kind, shown),
        none=gettext("No opportunity was open or won in the last 90 days.")
        if asked.kind == PIPELINE
        else gettext("No activity yet"),
    )


def _chart(ref: str, found: Charted, kind: str, currency: str) -> Chart | None:
    there = miles(ref, found.milestones)
    if kind == PIPELINE:
        return pipeline_chart(found.deals, currency, there, found.undated)
    return engagement_chart(found.weeks, there)
