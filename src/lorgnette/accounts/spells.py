"""By which e-mail domain and company a person was known when: the facts that matching reads."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lorgnette.accounts.memberships import EVER
from lorgnette.accounts.models import Spell
from lorgnette.directory.bulk import insert
from lorgnette.kernel.domains import host_of_address, registrable

_COLUMNS = ("person_id", "domain", "registrable", "company", "since", "until")


@dataclass(frozen=True, slots=True)
class Known:
    """What a person is matched by; both "" for nothing."""

    domain: str
    company: str


@dataclass(frozen=True, slots=True)
class Time:
    """A spell: `until` is exclusive, None: still."""

    id: int
    domain: str
    registrable: str
    company: str
    since: datetime
    until: datetime | None


def known_of(address_key: str, company: str) -> Known:
    """Of a canonical address, "" for none, and a company as typed."""
    return Known(host_of_address(address_key)[:253], " ".join(company.split())[:400])


def note(known: Mapping[int, Known], at: Mapping[int, datetime]) -> None:
    """They are known by these since then. At most 1,000, in the caller's transaction.

    Another domain begins another spell; the first one holds since ever. Another company beside
    the same domain is written over the one before: it is a word for the same place. Who lost both
    stays as they were, and what comes late, from before the present spell, changes nothing.
    """
    open_now = {s.person_id: s for s in Spell.objects.filter(person__in=list(known), until=None)}
    told = {p: k for p, k in known.items() if k.domain or k.company}
    first = [p for p in told if p not in open_now]
    moved = [p for p in told if p in open_now and _moved(open_now[p], told[p], at[p])]
    for person in moved:
        open_now[person].until = at[person]
    Spell.objects.bulk_update([open_now[p] for p in moved], ["until"], batch_size=400)
    _insert([(p, told[p], EVER) for p in first] + [(p, told[p], at[p]) for p in moved])
    _rename([open_now[p] for p in told if p in open_now and p not in set(moved)], told)


def times_of(person_ids: Collection[int]) -> dict[int, list[Time]]:
    """All spells of these people, by person, the oldest first."""
    found: dict[int, list[Time]] = {}
    rows = Spell.objects.filter(person__in=set(person_ids)).order_by("person", "since")
    names = ("person", "pk", "domain", "registrable", "company", "since", "until")
    for person, *values in rows.values_list(*names):
        found.setdefault(person, []).append(Time(*values))
    return found


def _moved(spell: Spell, known: Known, at: datetime) -> bool:
    if at <= spell.since:
        return False
    if known.domain:
        return known.domain != spell.domain
    return not spell.domain and known.company != spell.company


def _rename(spells: Iterable[Spell], told: Mapping[int, Known]) -> None:
    changed = []
    for spell in spells:
        known = told[spell.person_id]
        if known.domain == spell.domain and known.company not in ("", spell.company):
            spell.company = known.company
            changed.append(spell)
    Spell.objects.bulk_update(changed, ["company"], batch_size=400)


def _insert(rows: Iterable[tuple[int, Known, datetime]]) -> None:
    values = [
        (person, known.domain, registrable(known.domain), known.company, since, None)
        for person, known, since in rows
    ]
    if values:
        insert(Spell, _COLUMNS, values)
