"""The wizard as a browser without scripts drives it: forms as the page holds them, and buttons."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lorgnette.directory.models import CrmUser
from lorgnette.invitations import draft
from lorgnette.invitations.answers import Answers
from lorgnette.users.models import User

HTMX = {"HX-Request": "true"}


class Wizard:
    """One draft of one administrator, in one browser."""

    def __init__(self, client: Client, owner: User, ref: str) -> None:
        self.client, self.owner, self.ref = client, owner, ref

    @property
    def answers(self) -> Answers:
        return draft.load(self.owner, self.ref)

    def address(self, door: str) -> str:
        return reverse(door, args=[self.ref])

    def get(self, door: str, **query: str) -> HttpResponse:
        return self.client.get(self.address(door), query)

    def post(self, door: str, *, htmx: bool = False, **fields: Any) -> HttpResponse:
        return self.client.post(self.address(door), fields, headers=HTMX if htmx else {})

    def choose(self, *people: CrmUser, **fields: Any) -> HttpResponse:
        """Ticks exactly these in the list of everybody who can be invited, and presses Next."""
        page = body(self.get("invite_people", way="crm"))
        form = {
            "way": "crm",
            "of": value(page, "of"),
            "shown": values(page, "shown"),
            "crm_user": [person.public_id for person in people],
            "last_day": value(page, "last_day"),
            "reason": value(page, "reason"),
            "do": "next",
        }
        return self.post("invite_people", **form | fields)

    def permit(self, **fields: Any) -> HttpResponse:
        return self.post(
            "invite_permissions", **{"account_insight": "1", "scope": "own", "do": "next"} | fields
        )

    def texts(self, **changes: str) -> dict[str, str]:
        """The fields of step 3 as the page holds them, with some changes."""
        page = body(self.get("invite_message"))
        held = {name: value(page, name) for name in subjects(page)}
        held |= {name: area(page, name) for name in areas(page)}
        return held | {"language": value(page, "language")} | changes


def body(response: HttpResponse) -> str:
    return response.content.decode()


def words(html: str) -> str:
    """What is read: no tags, single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def beside(html: str, field: str) -> str:
    """The message beside a field; "" where there is none or the field does not point to it."""
    found = re.search(rf'id="{field}-error">(.*?)</p>', html, re.DOTALL)
    pointed = re.search(rf'aria-describedby="[^"]*\b{field}-error', html)
    return words(found[1]) if found and pointed else ""


def values(html: str, name: str) -> list[str]:
    """The values of all inputs of this name."""
    inputs = [tag for tag in re.findall(r"<input[^>]*>", html) if f' name="{name}"' in tag]
    return [unescape(found[1]) for tag in inputs if (found := re.search(r' value="([^"]*)"', tag))]


def value(html: str, name: str) -> str:
    return next(iter(values(html, name)), "")


def ticked(html: str) -> set[str]:
    boxes = [tag for tag in re.findall(r"<input[^>]*>", html) if ' name="crm_user"' in tag]
    return {re.search(r' value="([^"]*)"', tag)[1] for tag in boxes if " checked" in tag}  # type: ignore[index]


def subjects(html: str) -> list[str]:
    return re.findall(r'name="(\w\w_subject)"', html)


def areas(html: str) -> list[str]:
    return re.findall(r'name="(\w\w_body)"', html)


def area(html: str, name: str) -> str:
    """The text of a field of several lines; a browser drops the first line end and sends CRLF."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    assert found, name
    return unescape(found[1]).removeprefix("\n").replace("\n", "\r\n")
