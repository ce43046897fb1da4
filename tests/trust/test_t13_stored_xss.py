"""T13: what the CRM, the people and the administrators write is shown and never run.

Every page that can be reached, with hostile text in every field that takes it, in a real Chromium:
under our policy, and once more with the policy switched off, so that nothing hides behind it.
"""

import os
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from lorgnette.access import grants
from lorgnette.invitations import send
from lorgnette.kernel import clock
from lorgnette.mail.deliver import deliver_due
from lorgnette.mail.letters import Letter
from lorgnette.mail.mailbox import opened
from lorgnette.mail.models import MailboxMail
from lorgnette.mail.transports.mailbox import MailboxTransport
from lorgnette.users.actors import actor_of
from tests.cast import invited, people
from tests.cast.crm import Folder
from tests.journey.browser import chromium
from tests.mail.letters import QUICK

BASE = "https://insight.aubier.example"
DID = "document.title='ran'"
PAYLOADS = [
    f"<script>{DID}</script>",
    f"</title><script>{DID}</script>",
    f"</textarea><script>{DID}</script>",
    f"</script><script>{DID}</script>",
    f"--><script>{DID}</script>",
    f"]]><script>{DID}</script>",
    f'"><script>{DID}</script>',
    f"'><script>{DID}</script>",
    f"<img src=x onerror={DID}>",
    f"<svg onload={DID}>",
    f"<svg><animate onbegin={DID} attributeName=x>",
    f"<details open ontoggle={DID}>",
    f"<input autofocus onfocus={DID}>",
    f"<video><source onerror={DID}></video>",
    f"<iframe srcdoc='<script>parent.{DID}</script>'></iframe>",
    f"<iframe src=javascript:parent.{DID}></iframe>",
    f"<meta http-equiv=refresh content='0;url=javascript:{DID}'>",
    f"<math><mtext><img src=x onerror={DID}>",
    f'" onfocus={DID} autofocus tabindex=1 x="',
    f"' onfocus={DID} autofocus tabindex=1 x='",
    f'" onload={DID} x="',
    f"` onerror={DID} x=`",
    f"javascript:{DID}",
    f"&lt;script&gt;{DID}&lt;/script&gt;",
    f"&#60;script&#62;{DID}&#60;/script&#62;",
    f"\\u003cscript\\u003e{DID}\\u003c/script\\u003e",
    f"${{{DID}}}",
    f"{{{{constructor.constructor(`{DID}`)()}}}}",
    f"';{DID};//",
    f'" hx-on:load="{DID}" hx-get="/" hx-trigger="load',
]
A_DOOR = 60 if os.environ.get("LORGNETTE_TRUST") == "long" else 2

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def pages(client, tmp_path, settings):
    """Every page and asset by its address, as the administrator and then the seller gets it."""
    settings.DEMO = True  # with its mailbox page
    people.aubier()
    helene, found = people.helene(), {}
    hostile(tmp_path)
    dafydd = people.user("Dafydd", "PrysHowell")
    people.granted(dafydd.member, scope="all")
    invite(helene)
    grants.lock(people.member("Wil", "Helmina").public_id, PAYLOADS[0], actor_of(helene))
    people.signed_in(client, helene)
    step = f"/admin/invite/{drafted(helene, 8)}/"
    steps = [step + name for name in ("people/", "permissions/", "message/", "preview/")]
    crawl(client, ["/admin/", *steps, "/admin/crm/", "/accounts/", "/profile/"], found)
    client.get(f"/i/{invited.token(invited.CrmUser.objects.get(external_id='u-9'))}")
    client.logout()
    crawl(client, ["/invitation/", "/sign-in/"], found, again=True)
    for ref in MailboxMail.objects.values_list("public_id", flat=True):
        # As a mail program shows it: there our policy is not.
        found[f"/mail/{ref}"] = (200, {"Content-Type": "text/html"}, opened(ref).html)
    return found


def hostile(folder_path) -> None:
    """A CRM with every payload in every column that is text."""
    folder, marks = Folder(folder_path), list(enumerate(PAYLOADS))
    text = ("title", "profile", "team", "region")
    folder.write_rows(
        "users.csv",
        [
            {"id": f"u-{n}", "first_name": "Ann", "last_name": f"Of {n}"}
            | {"email": f"ann.{n}@aubier.example", "active": "true"}
            | dict.fromkeys(text, mark)
            for n, mark in marks
        ]
        + [{"id": f"n-{n}", "first_name": mark, "last_name": mark} for n, mark in marks],
    )
    folder.write_rows(
        "accounts.csv",
        [
            {"id": f"a-{n}", "name": mark, "owner_id": f"u-{n}", "country": "FR"}
            | dict.fromkeys(("domain", "industry", "city"), mark)
            for n, mark in marks
        ]
        + [
            {"id": f"b-{n}", "name": f"Firm {n}", "owner_id": f"u-{n}", "country": "FR"}
            | dict.fromkeys(("industry", "city"), mark)
            for n, mark in marks
        ],
    )
    folder.write_rows(
        "contacts.csv",
        [
            {"id": f"c-{n}", "last_name": f"Doe {n}", "account_id": f"b-{n}"}
            | {"first_name": mark if n % 2 else "Jo", "title": mark, "department": mark}
            for n, mark in marks
        ],
    )
    folder.write_rows(
        "opportunities.csv",
        [
            {"id": f"o-{n}", "account_id": f"b-{n}", "name": mark, "status": "open"}
            | {"stage": mark, "amount": "5000", "currency": "EUR", "created_on": "2026-09-01"}
            for n, mark in marks
        ],
    )
    folder.write_rows(
        "account_team.csv",
        [{"account_id": f"b-{n}", "user_id": "u-0", "role": mark} for n, mark in marks],
    )
    day = clock.now().date().isoformat()
    folder.write_rows(
        "activities.csv",
        [
            {"id": f"e-{n}", "contact_id": f"c-{n}", "type": "form.demo", "subject": mark}
            | {"at": f"{day}T00:00:{n:02}Z"}
            for n, mark in marks
        ],
    )
    assert folder.sync().state == "done"


def invite(helene) -> None:
    """Letters, reasons and a lock full of it; the mails go to the mailbox page."""
    for number in range(3):
        send.send(actor_of(helene), drafted(helene, number))
    deliver_due("worker", pace=QUICK, via=MailboxTransport())
    send.send(actor_of(helene), drafted(helene, 9))
    people.granted(people.member("Wil", "Helmina"))


def drafted(helene, number: int) -> str:
    letter = Letter(PAYLOADS[number], "[link]\n\n" + "\n\n".join(PAYLOADS))
    someone = invited.CrmUser.objects.get(external_id=f"u-{number}")
    return invited.drafted(helene, someone, letters={"en": letter}, reason=PAYLOADS[number])


def crawl(client, start, found, *, again=False) -> None:
    """Follows every link, to our scripts too, but no door more than a few times."""
    ahead, visits = list(start), {}
    while ahead:
        address = ahead.pop(0)
        door = door_of(address)
        if not door or (address in found and not again) or visits.get(door, 0) >= A_DOOR:
            continue
        visits[door] = visits.get(door, 0) + 1
        answer = client.get(address)
        text = answer.getvalue().decode()
        found[address] = (answer.status_code, dict(answer.headers), text)
        ahead += [
            urljoin(address, unescape(link))
            for link in re.findall(r'(?:href|src|hx-get)="([^"#]+)"', text)
        ]
        if "Location" in answer:
            del found[address]
            ahead.insert(0, urljoin(address, answer["Location"]))


def door_of(address: str) -> str:
    parts = urlsplit(address)
    if parts.netloc:
        return ""
    if parts.path.endswith(".js"):
        return parts.path
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return ""


def run(pages, *, bypass_csp: bool) -> list[str]:
    """The addresses of the pages on which something ran."""
    ran = []
    with chromium() as browser:
        page = browser.new_context(bypass_csp=bypass_csp).new_page()
        page.on("dialog", lambda dialog: ran.append(dialog.message))
        page.route("**/*", lambda route: fulfil(route, pages))
        for address, (_status, headers, _body) in pages.items():
            if "attachment" in headers.get("Content-Disposition", ""):
                continue  # a browser saves it and shows nothing
            page.goto(BASE + address, wait_until="load")
            if any(frame.title() == "ran" for frame in page.frames):
                ran.append(address)
    return ran


@pytest.mark.parametrize("bypass_csp", [False, True])
def test_nothing_of_it_runs(pages, bypass_csp):
    assert len([address for address in pages if not address.endswith(".js")]) > 30
    assert run(pages, bypass_csp=bypass_csp) == []


def test_what_did_run_would_be_noticed():
    html = {"Content-Type": "text/html"}
    pages = {f"/{n}": (200, html, f"<title>x</title><p>{PAYLOADS[n]}") for n in (0, 8, 9, 11)}
    assert run(pages, bypass_csp=True) == list(pages)


def fulfil(route, pages) -> None:
    """Answers as the server did; whatever else a page asks for is not there."""
    parts = urlsplit(route.request.url)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    status, headers, body = pages.get(address, (404, {"Content-Type": "text/html"}, ""))
    route.fulfill(status=status, headers=headers, body=body)
