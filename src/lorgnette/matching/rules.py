"""The rules: a person and the accounts they could be of in, a decision with its evidence out.

Pure. In this order: the CRM's link; what somebody accepted or rejected; the exact domain; the
registrable domain; several candidates are told apart by a margin or go to review; a name alone
never attaches.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lorgnette.matching import hosts
from lorgnette.matching.names import similarity, squashed

ATTACHED, REVIEW, NOTHING = "attached", "review", "nothing"
CRM, ACCEPTED = "crm", "accepted"
EXACT, REGISTRABLE, SIBLING, NAME, LABEL = (
    "exact_domain",
    "registrable_domain",
    "sibling_domain",
    "name",
    "domain_name",
)
# Those that may attach by themselves. A name is not among them, whatever the settings say.
ATTACHING = frozenset({EXACT, REGISTRABLE})

# What a candidate is worth before what is compared beside; 100 is certain.
WORTH = {EXACT: 80, REGISTRABLE: 62, SIBLING: 50, NAME: 45, LABEL: 40}
SAME_NAME, SAME_COUNTRY, LABEL_IS_NAME = 15, 3, 2
MOST_CANDIDATES = 5
# A company that is named so differently is not the account whose domain this is.
ALIKE = 80


@dataclass(frozen=True, slots=True)
class Rules:
    """A version of the rules. `free` and `excluded` are the company's own additions, as domains.

    `margin` is by how many points the best candidate has to lead; `name_least` how alike a name
    has to be (0 to 100) to be proposed; `to_parent`: where only members of one family are
    candidates, the parent among them is it.
    """

    version: int = 0
    exact: bool = True
    registrable: bool = True
    names: bool = True
    to_parent: bool = False
    margin: int = 10
    name_least: int = 90
    free: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about: `linked` is the account that the CRM links, `accepted` a human's yes."""

    host: str = ""
    registrable: str = ""
    company: str = ""
    linked: int | None = None
    accepted: int | None = None
    rejected: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """An account that could be it; `key` and `parent` are the CRM's ids within its source."""

    id: int
    name: str
    host: str = ""
    registrable: str = ""
    country: str = ""
    key: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its points; `compared`: code, the person's side, the account's, points."""

    account_id: int
    rule: str
    score: int
    compared: tuple[tuple[str, str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """`outcome` is attached, review or nothing; `reason` says why it is not attached, or by what.

    `candidates` are the best first; all that the rules could find, the chosen one included.
    """

    outcome: str
    rule: str = ""
    reason: str = ""
    account_id: int | None = None
    candidates: tuple[Scored, ...] = field(default=())


def decide(asked: Asked, accounts: Collection[Named], rules: Rules) -> Decision:
    """What the rules say; `accounts` are those that share a domain or a name with the person."""
    if asked.linked is not None:
        return Decision(ATTACHED, CRM, "", asked.linked)
    kind = domain_kind(asked, rules)
    candidates = _candidates(asked, accounts, kind, rules)
    if asked.accepted is not None:
        return Decision(ATTACHED, ACCEPTED, "", asked.accepted, candidates)
    if not candidates:
        return Decision(NOTHING, reason=_why_nothing(asked, accounts, kind))
    return _chosen(candidates, accounts, kind, rules)


def domain_kind(asked: Asked, rules: Rules) -> str:
    """What tells against the domain: free, disposable, shared, excluded; "" for nothing."""
    either = {asked.host, asked.registrable}
    if either & rules.excluded:
        return "excluded"
    if either & rules.free:
        return hosts.FREE
    return hosts.kind_of(asked.host, asked.registrable) if asked.host else "none"


def _chosen(
    candidates: tuple[Scored, ...],
    accounts: Collection[Named],
    kind: str,
    rules: Rules,
) -> Decision:
    best = candidates[0]
    if best.rule not in ATTACHING:
        reason = "sibling" if best.rule == SIBLING else "name_only"
        return Decision(REVIEW, best.rule, reason, None, candidates)
    if kind == hosts.SHARED:
        return Decision(REVIEW, best.rule, "shared", None, candidates)
    if not _allowed(best.rule, rules):
        return Decision(REVIEW, best.rule, "switched_off", None, candidates)
    near = [c for c in candidates if best.score - c.score < rules.margin]
    if len(near) == 1:
        reason = "only" if len(candidates) == 1 else "margin"
        return Decision(ATTACHED, best.rule, reason, best.account_id, candidates)
    parent = _parent_of_all(near, accounts) if rules.to_parent else None
    if parent is not None:
        return Decision(ATTACHED, best.rule, "family", parent, candidates)
    return Decision(REVIEW, best.rule, "several", None, candidates)


def _allowed(rule: str, rules: Rules) -> bool:
    return rules.exact if rule == EXACT else rules.registrable


def _candidates(
    asked: Asked, accounts: Collection[Named], kind: str, rules: Rules
) -> tuple[Scored, ...]:
    usable = kind in ("", hosts.SHARED)
    found = [
        scored
        for account in accounts
        if account.id not in asked.rejected
        and (scored := _scored(asked, account, usable=usable, rules=rules)) is not None
    ]
    found.sort(key=lambda scored: (-scored.score, scored.account_id))
    return tuple(found[:MOST_CANDIDATES])


def _scored(asked: Asked, account: Named, *, usable: bool, rules: Rules) -> Scored | None:
    rule = _by_domain(asked, account) if usable else ""
    if rule:
        return _with_domain(asked, account, rule)
    if not rules.names:
        return None
    return _by_name(asked, account, rules) or (_by_label(asked, account) if usable else None)


def _by_domain(asked: Asked, account: Named) -> str:
    """How the domains meet: the same, one below the account's, or branches beside each other."""
    if not asked.registrable or asked.registrable != account.registrable:
        return ""
    if asked.host == account.host:
        return EXACT
    return REGISTRABLE if asked.host.endswith(f".{account.host}") else SIBLING


def _with_domain(asked: Asked, account: Named, rule: str) -> Scored:
    compared = [("domain", asked.host, account.host, WORTH[rule])]
    alike = similarity(asked.company, account.name) if asked.company else 0
    if alike >= ALIKE:
        compared.append(("company", asked.company, account.name, SAME_NAME * alike // 100))
    ending = asked.host.rpartition(".")[2]
    if account.country and ending == account.country.lower():
        compared.append(("country", f".{ending}", account.country, SAME_COUNTRY))
    if _label(asked.registrable) == squashed(account.name):
        compared.append(("label", asked.registrable, account.name, LABEL_IS_NAME))
    return _sum(account, rule, compared)


def _by_name(asked: Asked, account: Named, rules: Rules) -> Scored | None:
    alike = similarity(asked.company, account.name) if asked.company else 0
    if alike < rules.name_least:
        return None
    return _sum(
        account, NAME, [("company", asked.company, account.name, WORTH[NAME] * alike // 100)]
    )


def _by_label(asked: Asked, account: Named) -> Scored | None:
    if not asked.registrable or _label(asked.registrable) != squashed(account.name):
        return None
    return _sum(account, LABEL, [("label", asked.registrable, account.name, WORTH[LABEL])])


def _label(registrable: str) -> str:
    """nord-havn.co.uk → nordhavn"""
    return registrable.partition(".")[0].replace("-", "")


def _sum(account: Named, rule: str, compared: Sequence[tuple[str, str, str, int]]) -> Scored:
    score = min(100, sum(points for _code, _one, _other, points in compared))
    return Scored(account.id, rule, score, tuple(compared))


def _parent_of_all(near: Sequence[Scored], accounts: Collection[Named]) -> int | None:
    """The one of them that all the others are children of, whatever the domain says besides."""
    by_id = {account.id: account for account in accounts}
    family = [by_id[scored.account_id] for scored in near]
    for head in family:
        if head.key and all(one is head or one.parent == head.key for one in family):
            return head.id
    return None


def _why_nothing(asked: Asked, accounts: Collection[Named], kind: str) -> str:
    if asked.rejected & {account.id for account in accounts}:
        return "rejected"
    if kind == "none":
        return "no_name" if asked.company else "no_address"
    return kind or "no_account"
