"""Every kind of page that there is, with somebody to stand before it."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, StorageState, expect

from tests.journey.browser import window
from tests.journey.installation import Installation
from tests.journey.post import Post, letter_to, link_of

PASSWORD = "sept-marches-vers-le-quai"
SALES_USERS = "/admin/users-roles/sales-users/"
USERS = "/admin/users-roles/users/"
SETTINGS = ("workspace", "mail", "invitations", "sign-in", "languages", "retention")


@dataclass(frozen=True)
class Places:
    """Where the pages are that hang on somebody: a draft, a sending, links, people.

    `seller` is the browser of one who may look, `met` a person of their feed, `shut_out` the
    address of one revoked; `waiting` has not accepted, `former` was revoked, `asked` and `done`
    are bulk actions.
    """

    draft: str
    batch: str
    person: str
    waiting: str
    former: str
    asked: str
    done: str
    offered: str
    used: str
    account: str
    met: str
    seller: StorageState
    shut_out: str

    @property
    def of_administrator(self) -> list[str]:
        return [
            SALES_USERS,
            f"{SALES_USERS}?q=nobody+is+called+this",
            f"{SALES_USERS}?status=active&sort=-last_seen",
            self.person,
            *(f"{self.person}{question}/" for question in ("revoke", "lock", "extend")),
            *(f"{self.waiting}{question}/" for question in ("edit", "link")),
            f"{self.person}password/",
            f"/admin/view-as/sales-user/{self.person.split('/')[-2]}/",
            f"{self.former}invite-again/",
            self.asked,
            self.done,
            USERS,
            f"{USERS}invite/",
            "/admin/users-roles/roles/",
            "/admin/requests/",
            "/admin/moments/",
            "/admin/scoring/",
            "/admin/scoring/brackets/",
            "/admin/moments/new/",
            "/admin/mail/",
            "/admin/audit/",
            "/admin/audit/?q=nobody+is+called+this",
            *(f"/admin/settings/{tab}/" for tab in SETTINGS),
            "/admin/crm/",
            *(f"/admin/crm/matching/{tab}" for tab in ("", "answers/", "rules/")),
            "/admin/sources/",
            "/admin/sources/new/",
            "/admin/sources/dead/",
            *(f"/admin/privacy/{tab}" for tab in ("", "machines/", "activities/")),
            f"{self.draft}people/?way=crm",
            f"{self.draft}people/?way=crm&q=nobody+is+called+this",
            f"{self.draft}people/?way=email",
            f"{self.draft}people/?way=list",
            f"{self.draft}permissions/",
            f"{self.draft}message/",
            self.batch,
            "/profile/",
            "/admin/nothing/",
        ]

    @property
    def of_seller(self) -> list[str]:
        return [
            "/accounts/",
            "/accounts/?q=nobody+is+called+this",
            self.account,
            f"{self.account}moments/",
            f"{self.account}score/",
            f"{self.account}family/",
            "/best-bets/",
            "/best-bets/put-off/",
            f"{self.account}potential/",
            self.met,
            "/activity/",
            "/activity/?type=form&type=web&days=30",
            "/machines/",
            "/search/?q=a",
            "/search/?q=nobody+is+called+this",
            "/mails/",
            "/report/",
            "/profile/",
            "/access/extend/",
        ]

    @property
    def of_anybody(self) -> list[str]:
        return [
            "/sign-in/",
            "/password/reset/",
            "/password/reset/done/",
            "/password/reset/key/1-abc/",
            "/nothing/",
            self.offered,
            self.used,
            f"/i/{'A' * 43}",
            "/invitation/asked/",
            "/never/test",
            f"/never/{'A' * 43}",
        ]


def find(
    browser: Browser, installation: Installation, administrator: StorageState, post: Post
) -> Places:
    """Invites three people: one waits, one accepts, one accepts and is revoked."""
    with window(browser, state=administrator) as page:
        *addresses, waiting = never_invited(page, installation)[:4]
        _at_step_3(page, installation, [waiting])
        draft = page.url.removeprefix(installation.url).removesuffix("message/")
        _at_step_3(page, installation, addresses)
        page.locator(".lg-wiz-foot .btn-primary").click()
        expect(page).to_have_url(re.compile("/admin/invite/batches/"))
        batch = page.url.removeprefix(installation.url)
        links = [link_of(letter_to(post, address)) for address in addresses]
        seller, account = _accepted(browser, links[1])
        _accepted(browser, links[2])
        people = [_member(page, installation, address) for address in addresses]
        page.goto(f"{installation.url}{people[2]}revoke/")
        page.locator("main form button[type=submit]").click()
        expect(page.locator("main [role=status]").first).to_be_visible()
        asked, done = (_in_bulk(page, installation, addresses[1], go) for go in (False, True))
    offered, used = (links[n].removeprefix(installation.url) for n in (0, 1))
    waiting, person, former = people
    met = _met(browser, installation, seller)
    return Places(
        draft,
        batch,
        person,
        waiting,
        former,
        asked,
        done,
        offered,
        used,
        account,
        met,
        seller,
        addresses[2],
    )


def _met(browser: Browser, installation: Installation, seller: StorageState) -> str:
    """The page of somebody who did something lately."""
    with window(browser, state=seller) as page:
        page.goto(f"{installation.url}/activity/?days=90")
        return page.locator(".lg-doing a[href^='/person/']").first.get_attribute("href") or ""


def speak(page: Page, base: str, language: str) -> None:
    """Chooses the language in the profile, where it is another."""
    page.goto(f"{base}/profile/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f"main form button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def never_invited(page: Page, installation: Installation) -> list[str]:
    """Account executives who can be invited and never were: they have no sign-in yet."""
    before: set[str] = set()
    for status in ("revoked", "declined"):
        page.goto(f"{installation.url}{SALES_USERS}?status={status}")
        before.update(page.locator("td.lg-c-mail").all_inner_texts())
    _people(page, installation)
    offered = page.locator("#rows label.lg-opt .lg-mail").all_inner_texts()
    return [address for address in offered if address not in before]


def _people(page: Page, installation: Installation) -> None:
    page.goto(f"{installation.url}/admin/invite/")
    page.goto(f"{page.url}?profile=Account+Executive")


def _at_step_3(page: Page, installation: Installation, addresses: list[str]) -> None:
    """Ticks these account executives, and goes on."""
    _people(page, installation)
    offered = page.locator("#rows label.lg-opt")
    for count, address in enumerate(addresses, 1):
        offered.filter(has_text=address).locator("input[type=checkbox]").check()
        expect(page.locator("#chosen .lg-chip")).to_have_count(count)
    page.locator("button[name=do][value=next]").click()
    page.get_by_role("checkbox", name="Account Insight").check()
    page.locator("button[name=do][value=next]").click()
    expect(page).to_have_url(re.compile("/message/"))


def _accepted(browser: Browser, link: str) -> tuple[StorageState, str]:
    """What the person's browser keeps, and the first account that she sees."""
    with window(browser) as page:
        page.goto(link)
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").last.click()
        expect(page).to_have_url(re.compile("/accounts/$"))
        first = page.locator("main tbody tr a").first
        account = first.get_attribute("href") if first.count() else ""
        return page.context.storage_state(), account or ""


def _member(page: Page, installation: Installation, address: str) -> str:
    page.goto(f"{installation.url}{SALES_USERS}?q={address}")
    found = page.locator(".lg-roster-name a").get_attribute("href")
    assert found
    return found


def _in_bulk(page: Page, installation: Installation, address: str, go: bool) -> str:
    """Where extending this person in bulk is asked, or was done when `go`."""
    page.goto(f"{installation.url}{SALES_USERS}?q={address}")
    page.locator("[data-lg-pick]").first.check()
    page.locator("[data-lg-bulk-bar] button[value=extend]").click()
    expect(page.locator("#bulk-title")).to_be_visible()
    if go:
        page.locator("input[name=until]").first.check()
        page.locator(".lg-bulk-page button[type=submit]").click()
        expect(page.locator("#bulk-progress a.btn-primary")).to_be_visible()
    return page.url.removeprefix(installation.url)
