"""The form that edits a pending invitation: what it holds, and what saving it would lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from lorgnette.directory.search import CrmFilter, matching
from lorgnette.invitations.edit import UNCHANGED, Changes, Foreseen, Now
from lorgnette.web import moments
from lorgnette.web.admin.sales_users import wording
from lorgnette.web.admin.sales_users.extending import KEEP, chosen_day
from lorgnette.web.admin.sales_users.typed import Typed
from lorgnette.web.reader import language

SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Option:
    """A CRM user whose accounts can be lent."""

    ref: str
    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Form:
    """What is typed; `errors` by field; `effects` what saving it does, once it was looked over.

    `token` says which effects were shown: saving anything else asks again.
    """

    now: Now
    address: str
    first_name: str
    last_name: str
    until: str
    day: str
    scope: str
    chosen_ref: str
    text: str
    mail: bool
    options: list[Option]
    errors: Mapping[str, str] = field(default_factory=dict)
    effects: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    token: str = ""

    @property
    def changes(self) -> Changes:
        """Raises the refusals of `chosen_day`."""
        until = Typed(until=self.until, day=self.day)
        return Changes(
            address=self.address,
            first_name=self.first_name,
            last_name=self.last_name,
            last_day=UNCHANGED if self.until == KEEP else chosen_day(until),
            scope=self.scope,
            chosen_ref=self.chosen_ref,
            mail=self.mail,
        )


def as_it_is(now: Now) -> Form:
    """The form before anything is typed."""
    return Form(
        now=now,
        address=now.address,
        first_name=now.first_name,
        last_name=now.last_name,
        until=KEEP,
        day="",
        scope=now.scope,
        chosen_ref=now.chosen_ref,
        text="",
        mail=False,
        options=_options("", now.chosen_ref),
    )


def as_typed(now: Now, post: QueryDict) -> Form:
    """The form as it was posted; a field that is not there stays as it is."""
    chosen_ref, text = post.get("chosen_ref", now.chosen_ref)[:20], post.get("q", "")[:200]
    return Form(
        now=now,
        address=post.get("address", now.address)[:400],
        first_name=post.get("first_name", now.first_name)[:400],
        last_name=post.get("last_name", now.last_name)[:400],
        until=post.get("until", KEEP)[:20],
        day=post.get("day", "")[:20],
        scope=post.get("scope", now.scope)[:10],
        chosen_ref=chosen_ref,
        text=text,
        mail="mail" in post,
        options=_options(text, chosen_ref),
        token=post.get("token", "")[:200],
    )


def effects(foreseen: Foreseen) -> list[str]:
    """What saving does, in sentences: the mail first."""
    told = [_mail(foreseen)]
    if foreseen.person:
        words = gettext(
            "%(address)s is known here as %(name)s: the invitation moves to that person, "
            "whose name stays."
        )
        told.append(words % {"address": foreseen.address, "name": foreseen.person})
    told.append(_link(foreseen))
    if foreseen.last_day != foreseen.old_last_day:
        words = gettext("Access expires: %(old)s becomes %(new)s.")
        told.append(words % {"old": _day(foreseen.old_last_day), "new": _day(foreseen.last_day)})
    if foreseen.scope != foreseen.old_scope or foreseen.chosen_name:
        told.append(_scope(foreseen))
    return told


def warnings(foreseen: Foreseen) -> list[str]:
    """What the new terms show that the old did not."""
    if not foreseen.widens:
        return []
    words = ngettext(
        "This shows more than was offered before: %(before)s so far, now %(count)s account.",
        "This shows more than was offered before: %(before)s so far, now %(count)s accounts.",
        foreseen.accounts,
    )
    shown = moments.number(foreseen.accounts, language())
    return [
        words % {"before": moments.number(foreseen.accounts_before, language()), "count": shown}
    ]


def token(foreseen: Foreseen) -> str:
    """The same for the same effects."""
    return f"{foreseen.mailed or 'kept'}-{int(foreseen.mail_gone)}-{int(foreseen.widens)}"


def _mail(foreseen: Foreseen) -> str:
    words = {
        "moved": gettext(
            "The mail to %(old)s has gone out; its link will stop working "
            "and a new mail goes to %(new)s."
        )
        if foreseen.mail_gone
        else gettext(
            "The mail to %(old)s has not gone out and is cancelled; a new mail goes to %(new)s."
        ),
        "unsent": gettext("The mail to %(new)s has not gone out yet: it goes out as changed."),
        "link_over": gettext("The link has run out: a new mail goes to %(new)s."),
        "asked": gettext(
            "A new mail goes to %(new)s; the link in the one before will stop working."
        ),
        "": gettext("Nobody is mailed. The link that is open stays valid and offers this."),
    }
    return words[foreseen.mailed] % {"old": foreseen.old_address, "new": foreseen.address}


def _link(foreseen: Foreseen) -> str:
    until = moments.long_instant(foreseen.link_ends_at, foreseen.zone, language())
    return gettext("Link valid until %(until)s.") % {"until": until}


def _scope(foreseen: Foreseen) -> str:
    old, new = wording.scope(foreseen.old_scope), wording.scope(foreseen.scope)
    name = f" ({foreseen.chosen_name})" if foreseen.chosen_name else ""
    return gettext("Accounts: %(old)s becomes %(new)s.") % {"old": old, "new": f"{new}{name}"}


def _day(day: date | None) -> str:
    return wording.long_day(day) if day else gettext("Never")


def _options(text: str, chosen_ref: str) -> list[Option]:
    """The one chosen, then the first that match by name."""
    found = list(matching(CrmFilter(text=text)).order_by("sort_key", "id")[:SUGGESTED])
    rows = [row for row in found if row.public_id != chosen_ref]
    if chosen_ref:
        rows = [*matching(CrmFilter()).filter(public_id=chosen_ref), *rows]
    return [Option(row.public_id, row.name, row.region or row.team) for row in rows]
