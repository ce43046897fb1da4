"""What a post of step 1 changes in the draft: whom, and until when."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from django.http import QueryDict

from lorgnette.directory.search import CrmFilter
from lorgnette.invitations import candidates
from lorgnette.invitations.answers import CRM, EMAIL, LIST, Answers
from lorgnette.kernel import clock
from lorgnette.web.admin.invite.expiry import day_typed, quick_day

TYPED = ("first_name", "last_name", "address", "reason")
# As many characters as a draft keeps of a field; the checks name the real limits.
LONGEST = 2_000
LONGEST_FILTER = 200


def changes(post: QueryDict, answers: Answers, zone: str) -> dict[str, Any]:
    """The fields of `Answers` that the form sets. Raises `expiry.DayMalformed`."""
    found: dict[str, Any] = typed(post)
    if post.get("way") in {CRM, EMAIL, LIST}:
        found["way"] = post["way"]
    if found.get("way", answers.way) == CRM:
        found |= _people(post, answers)
    pressed = post.get("do", "")
    if pressed.startswith("day:"):
        found["last_day"] = quick_day(pressed.removeprefix("day:"), clock.today(zone))
    elif "last_day" in post:
        found["last_day"] = day_typed(post.get("last_day", ""))
    return found


def typed(post: QueryDict) -> dict[str, str]:
    """The text fields of the form."""
    return {name: clean(post.get(name, ""))[:LONGEST] for name in TYPED if name in post}


def clean(text: str) -> str:
    """Without what no database keeps: NUL and halves of characters, which JSON can hold."""
    return text.replace("\x00", "").encode(errors="ignore").decode()


def chosen_refs(answers: Answers) -> list[str]:
    """Those chosen so far, select-all written out."""
    if answers.all_matching is not None:
        return candidates.freeze(answers.all_matching)
    return list(answers.crm_refs)


def filter_asked(query: Mapping[str, str]) -> CrmFilter:
    """The filter in an address or in the fields of the form."""
    return CrmFilter(
        text=clean(query.get("q", "")).strip()[:LONGEST_FILTER],
        profile=clean(query.get("profile", ""))[:LONGEST_FILTER],
        team=clean(query.get("team", ""))[:LONGEST_FILTER],
        region=clean(query.get("region", ""))[:LONGEST_FILTER],
    )


def filter_written(of: CrmFilter) -> str:
    """The filter a list was made by, as the list carries it in its form."""
    return json.dumps(asdict(of))


def filter_read(written: str) -> CrmFilter | None:
    """What `filter_written` wrote; of anything else nothing is chosen, least of all everybody."""
    try:
        kept = json.loads(written)
    except (ValueError, RecursionError):
        return None
    known = {field.name for field in fields(CrmFilter)}
    if not isinstance(kept, dict) or not all(isinstance(value, str) for value in kept.values()):
        return None
    of = {name: clean(value)[:LONGEST_FILTER] for name, value in kept.items() if name in known}
    return CrmFilter(**of)


def _people(post: QueryDict, answers: Answers) -> dict[str, Any]:
    pressed = post.get("do", "")
    if pressed == "clear":
        return _these([])
    if pressed.startswith("remove:"):
        gone = pressed.removeprefix("remove:")
        return _these([ref for ref in chosen_refs(answers) if ref != gone])
    of, everybody = filter_read(post.get("of", "")), "all_matching" in post
    if of is None:
        return {}
    if pressed == "all":
        return _all(of) if everybody else _these([])
    if everybody and answers.all_matching != of:
        return _all(of)
    return _ticked(post, answers, everybody=everybody, of=of)


def _ticked(post: QueryDict, answers: Answers, *, everybody: bool, of: CrmFilter) -> dict[str, Any]:
    """The boxes of the list, as they are ticked now; those not in the list stay as they were."""
    shown, ticked = post.getlist("shown"), post.getlist("crm_user")
    if not everybody and answers.all_matching == of:
        return _these([ref for ref in shown if ref in set(ticked)])
    before = chosen_refs(answers)
    off = set(shown) - set(ticked)
    kept = [ref for ref in before if ref not in off]
    added = [ref for ref in shown if ref in set(ticked) - set(before)]
    if not added and len(kept) == len(before):
        return {}
    return _these([*kept, *added])


def _all(of: CrmFilter) -> dict[str, Any]:
    return {"all_matching": of, "crm_refs": ()}


def _these(refs: list[str]) -> dict[str, Any]:
    return {"all_matching": None, "crm_refs": tuple(refs)}
