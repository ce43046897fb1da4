"""How right the rules are on what this installation knows: CRM links and people's answers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lorgnette.accounts.memberships import CRM
from lorgnette.accounts.models import Membership
from lorgnette.accounts.spells import known_of
from lorgnette.kernel.domains import registrable
from lorgnette.kernel.portions import portions
from lorgnette.matching.evaluate import Counted
from lorgnette.matching.lookup import Found, Wanted
from lorgnette.matching.models import Answer
from lorgnette.matching.rules import ATTACHED, ATTACHING, Asked, Rules, decide

MOST = 20_000


@dataclass(slots=True)
class Confirmed:
    """`linked` people have a CRM link and an address; the rules decided as if there were no link.

    `accepted` and `rejected` are people's answers to what was proposed, by rule.
    """

    linked: int = 0
    attached: int = 0
    review: int = 0
    by_rule: dict[str, Counted] = field(default_factory=lambda: defaultdict(Counted))
    answers: dict[str, Counted] = field(default_factory=lambda: defaultdict(Counted))

    @property
    def all(self) -> Counted:
        """Of all rules together."""
        counted = self.by_rule.values()
        return Counted(sum(c.right for c in counted), sum(c.wrong for c in counted))


def confirmed(rules: Rules) -> Confirmed:
    """Looks at the `MOST` people linked last."""
    report = Confirmed()
    rows = Membership.objects.filter(rule=CRM, until=None, person__gone_at=None)
    rows = rows.exclude(person__address_key="").order_by("-pk")
    linked = list(rows.values_list("person__address_key", "account")[:MOST])
    for part in portions(linked, 1_000):
        _look(report, part, rules)
    for rule, accepted in Answer.objects.filter(undone_at=None).values_list("rule", "accepted"):
        report.answers[rule].add(right=accepted)
    return report


def _look(report: Confirmed, linked: Sequence[tuple[str, int]], rules: Rules) -> None:
    asked = [(_asked(address_key), account) for address_key, account in linked]
    found = Found({Wanted(one.registrable, "") for one, _account in asked}, names=False)
    for one, account in asked:
        decision = decide(one, found.of(Wanted(one.registrable, "")), rules)
        report.linked += 1
        report.review += decision.rule in ATTACHING and decision.outcome != ATTACHED
        if decision.outcome == ATTACHED:
            report.attached += 1
            report.by_rule[decision.rule].add(right=decision.account_id == account)


def _asked(address_key: str) -> Asked:
    host = known_of(address_key, "").domain
    return Asked(host, registrable(host))
