"""The versions of the rules: the one in force, those before, and publishing another."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from lorgnette.audit.record import record
from lorgnette.kernel import clock
from lorgnette.kernel.actor import Actor
from lorgnette.kernel.domains import host_of_site
from lorgnette.kernel.refusals import Refusal
from lorgnette.kernel.words import gettext_noop as _
from lorgnette.matching import rerun
from lorgnette.matching.models import RuleSet
from lorgnette.matching.rules import Rules

MOST_DOMAINS = 2_000
MARGIN, NAME_LEAST = (1, 50), (70, 100)
LONGEST_NOTE = 400


class VersionMissing(Refusal):
    code = "version_missing"
    words = _("There is no such version of the rules.")
    status = 404


class RulesChangedMeanwhile(Refusal):
    code = "rules_changed_meanwhile"
    words = _("Somebody else published version %(version)s meanwhile. Look at it, then try again.")
    status = 409


class NothingToPublish(Refusal):
    code = "nothing_to_publish"
    words = _("These are the rules in force already.")


class NumberBeyond(Refusal):
    code = "rule_number_beyond"
    words = _("Enter a whole number from %(least)s to %(most)s.")


class DomainsMalformed(Refusal):
    code = "domains_malformed"
    words = _("“%(text)s” is not a domain, such as company.com.")


class TooManyDomains(Refusal):
    code = "too_many_domains"
    words = _("At most %(limit)s domains can be listed.")


@dataclass(frozen=True, slots=True)
class Published:
    """A version: what is in it, who published it when, and of which one it is a copy."""

    version: int
    rules: Rules
    note: str
    copied_from: int | None
    at: datetime
    by: str


def current() -> Rules:
    """The rules in force; the product's own where none were published."""
    row = RuleSet.objects.order_by("-version").first()
    return rules_of(row) if row else Rules()


def by_version(version: int) -> Rules:
    """Raises `VersionMissing`. 0 are the product's own."""
    if version == 0:
        return Rules()
    row = RuleSet.objects.filter(version=version).first()
    if row is None:
        raise VersionMissing
    return rules_of(row)


def history(limit: int = 20) -> list[Published]:
    """The latest versions, the one in force first."""
    return [
        Published(
            row.version, rules_of(row), row.note, row.copied_from, row.published_at, row.by_name
        )
        for row in RuleSet.objects.order_by("-version")[:limit]
    ]


def publish(
    rules: Rules, actor: Actor, *, seen: int, note: str = "", copy: int | None = None
) -> int:
    """Puts the rules into force and begins to look at everybody again; returns the version.

    `seen` is the version that was in force when they were decided on. Raises the refusals above.
    """
    with transaction.atomic():
        latest = RuleSet.objects.select_for_update().order_by("-version").first()
        now = rules_of(latest) if latest else Rules()
        if now.version != seen:
            raise RulesChangedMeanwhile(version=now.version)
        if replace(rules, version=now.version) == now:
            raise NothingToPublish
        version = now.version + 1
        RuleSet.objects.create(
            version=version,
            values=values_of(rules),
            note=note.strip()[:LONGEST_NOTE],
            copied_from=copy,
            published_at=clock.now(),
            by_ref=actor.ref,
            by_name=actor.name,
        )
        told = {"version": version, "old": values_of(now), "new": values_of(rules)}
        if copy is not None:
            told["copied_from"] = copy
        record(
            "matching.published", actor, subject_kind="rules", subject_ref=str(version), values=told
        )
        rerun.begin(version)
    return version


def roll_back(version: int, actor: Actor, *, seen: int) -> int:
    """Puts the rules of an earlier version into force, as a new one. Raises as `publish`."""
    return publish(by_version(version), actor, seen=seen, copy=version)


def checked(
    *,
    exact: bool,
    registrable: bool,
    names: bool,
    to_parent: bool,
    margin: str,
    name_least: str,
    free: str,
    excluded: str,
) -> Rules:
    """The rules as they are typed. Raises the refusals above, each with its field."""
    return Rules(
        exact=exact,
        registrable=registrable,
        names=names,
        to_parent=to_parent,
        margin=_number("margin", margin, *MARGIN),
        name_least=_number("name_least", name_least, *NAME_LEAST),
        free=_domains("free", free),
        excluded=_domains("excluded", excluded),
    )


def rules_of(row: RuleSet) -> Rules:
    values: Mapping[str, Any] = row.values
    known = {f.name: values[f.name] for f in fields(Rules) if f.name in values}
    for name in ("free", "excluded"):
        known[name] = frozenset(known.get(name, ()))
    return Rules(**{**known, "version": row.version})


def values_of(rules: Rules) -> dict[str, Any]:
    """As they are stored: JSON, sets in order, without the version."""
    values = asdict(rules)
    del values["version"]
    return {n: sorted(v) if isinstance(v, frozenset) else v for n, v in values.items()}


def _number(field: str, typed: str, least: int, most: int) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise NumberBeyond(field, least=least, most=most)
    return int(text)


def _domains(field: str, typed: str) -> frozenset[str]:
    parts: Sequence[str] = typed.replace(",", " ").replace(";", " ").split()
    if len(parts) > MOST_DOMAINS:
        raise TooManyDomains(field, limit=MOST_DOMAINS)
    found = set()
    for part in parts:
        host = host_of_site(part.removeprefix("@"))
        if not host:
            raise DomainsMalformed(field, text=part[:100])
        found.add(host)
    return frozenset(found)
