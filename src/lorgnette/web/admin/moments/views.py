"""The list of the rules of interesting moments."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorgnette.scoring.moments.rules import ListedRule, listed_rules
from lorgnette.web.admin.moments.words import kind_icon, kind_words, name, summary
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page

ROOM = "moments"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list."""

    rule: ListedRule
    name: str
    kind: str
    icon: str
    summary: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class RulesContext:
    """The context of `admin/moments/rules.html`; `is_finding`: some are looked for in history."""

    lines: Sequence[RuleLine]
    is_finding: bool


@administrator
@require_safe
def moment_rules(request: AdministratorRequest) -> HttpResponse:
    """All rules, in their order."""
    rules = listed_rules()
    lines = [_line(rule, place, len(rules)) for place, rule in enumerate(rules, 1)]
    finding = any(rule.percent is not None for rule in rules)
    return page(request, "admin/moments/rules.html", RulesContext(lines, finding), room=ROOM)


def _line(rule: ListedRule, place: int, count: int) -> RuleLine:
    return RuleLine(
        rule=rule,
        name=name(rule.name_en, rule.name_fr),
        kind=kind_words(rule.kind),
        icon=kind_icon(rule.kind),
        summary=summary(rule.definition),
        is_first=place == 1,
        is_last=place == count,
    )
