"""The wizard's answers: one frozen value, kept as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from lorgnette.directory.search import CrmFilter
from lorgnette.invitations import listed
from lorgnette.invitations.listed import Listing
from lorgnette.mail.letters import Letter

CRM, EMAIL, LIST = "crm", "email", "list"


@dataclass(frozen=True, slots=True)
class Answers:
    """What an administrator has answered so far.

    `way` is "crm", "email" or "list". By CRM: the people are `crm_refs` (public ids of CRM
    users); while select-all is on, `all_matching` holds its filter, and `crm_refs` is empty until
    `draft.freeze` fills it at Next. By e-mail: the name and address as typed. By list: `listing`,
    as it was read. `last_day` null means never. `scope` is "own", "reports", "all" or "chosen" (the
    accounts of the CRM user `chosen_ref`). `letters` holds only the languages that were edited.
    """

    way: str = CRM
    crm_refs: tuple[str, ...] = ()
    all_matching: CrmFilter | None = None
    first_name: str = ""
    last_name: str = ""
    address: str = ""
    listing: Listing | None = None
    last_day: date | None = None
    reason: str = ""
    account_insight: bool = False
    scope: str = "own"
    chosen_ref: str = ""
    letters: Mapping[str, Letter] = field(default_factory=dict)


def as_json(answers: Answers) -> dict[str, Any]:
    """As the draft's row keeps them."""
    kept = asdict(replace(answers, listing=None))
    kept["listing"] = listed.as_json(answers.listing) if answers.listing else None
    kept["crm_refs"] = list(answers.crm_refs)
    kept["last_day"] = answers.last_day.isoformat() if answers.last_day else None
    return kept


def from_json(kept: Mapping[str, Any]) -> Answers:
    """What `as_json` wrote, also by an earlier version: what it did not know is the default.

    What a later version wrote and this one does not know is left out: both may serve for a while.
    """
    known = {one.name for one in fields(Answers)}
    given = {name: value for name, value in kept.items() if name in known}
    if given.get("listing"):
        given["listing"] = listed.from_json(given["listing"])
    if given.get("all_matching"):
        given["all_matching"] = CrmFilter(**given["all_matching"])
    if given.get("last_day"):
        given["last_day"] = date.fromisoformat(given["last_day"])
    letters = {language: Letter(**letter) for language, letter in given.get("letters", {}).items()}
    return Answers(**given | {"crm_refs": tuple(given.get("crm_refs", ())), "letters": letters})
