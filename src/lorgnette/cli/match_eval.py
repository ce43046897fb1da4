"""`lorgnette match-eval`: how right the rules of matching are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from lorgnette.matching import evaluate, labelled, rulesets
from lorgnette.matching.confirmed import Confirmed, confirmed
from lorgnette.matching.evaluate import Addresses, Counted, Names

AIM = 0.95


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured; the labelled parts are None without a folder."""

    version: int
    addresses: Addresses | None
    names: Names | None
    own: Confirmed


@click.command("match-eval")
@click.option(
    "--data",
    envvar="LORGNETTE_MATCHING_DATA",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of labelled data: companies, emails, employments and name_pairs, as CSV files.",
)
@click.option("--version", type=int, help="A version of the rules; without it the one in force.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def match_eval(*, data: Path | None, version: int | None, as_json: bool) -> None:
    """Measure the rules of matching.

    Ends with 1 where a name alone attached anybody, or where the precision on the labelled data
    is below 0.95.
    """
    rules = rulesets.current() if version is None else rulesets.by_version(version)
    try:
        labels = labelled.read(data) if data else None
    except labelled.DataMissing as missing:
        raise click.ClickException(f"{data} lacks {' '.join(missing.args)}.") from None
    found = Found(
        rules.version,
        evaluate.addresses(labels, rules) if labels else None,
        evaluate.names(labels, rules) if labels else None,
        confirmed(rules),
    )
    click.echo(json.dumps(_as_json(found), indent=2) if as_json else _in_words(found))
    raise SystemExit(0 if _holds(found) else 1)


def _holds(found: Found) -> bool:
    if found.addresses is None or found.names is None:
        return True
    precision = found.addresses.dated.precision
    return found.names.attached == 0 and (precision is None or precision >= AIM)


def _in_words(found: Found) -> str:
    lines = [f"Rules: version {found.version}" if found.version else "Rules: the product’s own"]
    if found.addresses and found.names:
        lines += [*_addresses(found.addresses), *_names(found.names)]
    else:
        lines.append("No labelled data: say --data FOLDER.")
    return "\n".join([*lines, *_own(found.own)])


def _addresses(seen: Addresses) -> list[str]:
    usable = seen.given - seen.of_nobody
    recall = Counted(seen.dated.right, seen.missed).precision
    return [
        "",
        f"Labelled addresses: {seen.given}, of free mail {seen.of_nobody}",
        f"  attached by themselves    {seen.attached}",
        f"  coverage                  {_share(seen.attached, seen.given)} of all, "
        f"{_share(seen.attached, usable)} of those of companies",
        f"  precision                 {_ratio(seen.dated)} against the employer at its date",
        f"                            {_ratio(seen.ever)} against any employer ever",
        f"                            {_ratio(seen.last)} against the last employer, undated",
        f"  recall                    {_number(recall)}",
        f"  people at several accounts, one after another: {seen.movers}",
        *_by_rule(seen.by_rule),
        "  not attached: " + ", ".join(f"{why} {n}" for why, n in seen.reasons.most_common()),
    ]


def _names(seen: Names) -> list[str]:
    kept = Counted(seen.pairs.right, seen.pairs_missed).precision
    return [
        "",
        f"Names alone: {seen.asked} aliases at a free-mail address",
        f"  attached by themselves    {seen.attached} (has to be 0)",
        f"  proposed                  {seen.proposed}, the right one first {seen.first}",
        f"  labelled pairs            precision {_ratio(seen.pairs)}, recall {_number(kept)}",
    ]


def _own(seen: Confirmed) -> list[str]:
    if not seen.linked and not seen.answers:
        return ["", "This installation has no confirmed matches yet."]
    return [
        "",
        f"This installation: {seen.linked} people with an address and a CRM link",
        f"  coverage                  {_share(seen.attached, seen.linked)}, "
        f"for review {_share(seen.review, seen.linked)}",
        f"  precision                 {_ratio(seen.all)}",
        *_by_rule(seen.by_rule),
        *(
            f"  proposed by {rule}: {c.right} accepted, {c.wrong} rejected"
            for rule, c in sorted(seen.answers.items())
        ),
    ]


def _by_rule(counted: Mapping[str, Counted]) -> list[str]:
    return [f"  {rule:25} {_ratio(c)}" for rule, c in sorted(counted.items())]


def _ratio(counted: Counted) -> str:
    whole = counted.right + counted.wrong
    return f"{_number(counted.precision)} ({counted.right} of {whole})"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _as_json(found: Found) -> dict[str, Any]:
    own = found.own
    told: dict[str, Any] = {
        "version": found.version,
        "installation": {
            "linked": own.linked,
            "attached": own.attached,
            "review": own.review,
            "precision": own.all.precision,
            "by_rule": _counted(own.by_rule),
            "answers": _counted(own.answers),
        },
    }
    if found.addresses and found.names:
        told["labelled"] = _labelled_json(found.addresses, found.names)
    return told


def _labelled_json(seen: Addresses, names: Names) -> dict[str, Any]:
    return {
        "addresses": seen.given,
        "free": seen.of_nobody,
        "attached": seen.attached,
        "coverage": seen.attached / seen.given if seen.given else None,
        "precision": seen.dated.precision,
        "precision_ever": seen.ever.precision,
        "precision_last": seen.last.precision,
        "recall": Counted(seen.dated.right, seen.missed).precision,
        "by_rule": _counted(seen.by_rule),
        "not_attached": dict(seen.reasons),
        "names": {
            "asked": names.asked,
            "attached": names.attached,
            "proposed": names.proposed,
            "right_first": names.first,
            "pairs_precision": names.pairs.precision,
            "pairs_recall": Counted(names.pairs.right, names.pairs_missed).precision,
        },
    }


def _counted(counted: Mapping[str, Counted]) -> dict[str, dict[str, float | int | None]]:
    return {
        rule: {"right": c.right, "wrong": c.wrong, "precision": c.precision}
        for rule, c in sorted(counted.items())
    }
