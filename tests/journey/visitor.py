"""A browser without a picture: keeps cookies, fills in the forms it is shown, follows redirects."""

import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin


@dataclass
class Answer:
    """Where a request ended, and what was shown there."""

    url: str
    status: int
    text: str


class Visitor:
    """Speaks real HTTP with an installation at `base`; waits `patience` seconds for an answer."""

    patience = 30.0

    def __init__(self, base: str) -> None:
        self.base = base
        self._door = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, address: str) -> Answer:
        return self._ask(urllib.request.Request(urljoin(self.base, address)))

    def submit(self, shown: Answer, form_id: str = "", to: str = "", **fields: str) -> Answer:
        """The form as it stands on the page, with `fields` on top; raises URLError when cut off."""
        form = _form(shown.text, form_id)
        body = urlencode([*form.without(fields), *fields.items()]).encode()
        target = urljoin(shown.url, to or form.action or shown.url)
        return self._ask(urllib.request.Request(target, data=body))

    def _ask(self, request: urllib.request.Request) -> Answer:
        request.add_header("Accept-Language", "en")
        try:
            with self._door.open(request, timeout=self.patience) as reply:
                return Answer(reply.url, reply.status, reply.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.url or "", error.code, error.read().decode())


@dataclass
class _Form:
    action: str
    values: list[tuple[str, str]] = field(default_factory=list)

    def without(self, names: dict[str, str]) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.values if name not in names]


ROUND_EVERY_PAGE = frozenset({"/language/", "/sign-out/"})


class _Reader(HTMLParser):
    """Collects the fields that a browser would send without a click."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.wanted, self.form, self.inside = form_id, None, False  # type: ignore[assignment]
        self.form: _Form | None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = self.form is None and self._is_wanted(of)
            if self.inside:
                self.form = _Form(of.get("action", ""))
        elif tag == "input" and self.inside and self.form and of.get("name"):
            sent = of.get("type") not in {"checkbox", "radio"} or "checked" in of
            if sent and of.get("type") != "submit":
                self.form.values.append((of["name"], of.get("value", "on")))

    def _is_wanted(self, of: dict[str, str]) -> bool:
        if self.wanted:
            return of.get("id") == self.wanted
        return of.get("method") == "post" and of.get("action") not in ROUND_EVERY_PAGE

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def _form(html: str, form_id: str) -> _Form:
    reader = _Reader(form_id)
    reader.feed(html)
    assert reader.form is not None, html
    return reader.form
