"""One list of all who were invited: each stands somewhere, and the counts add up."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lorgnette.access import grants
from lorgnette.directory.models import CrmUser
from lorgnette.invitations import accept, amend, roster
from lorgnette.invitations.models import Invitation
from lorgnette.kernel import clock
from lorgnette.mail import outcomes
from lorgnette.mail.models import Message
from lorgnette.mail.transports import Refused
from lorgnette.users.models import User
from tests.cast import invited

NAMES = {
    "active": "Ada",
    "pending": "Ben",
    "bounced": "Cid",
    "expired": "Dot",
    "locked": "Eli",
    "revoked": "Fay",
    "declined": "Gil",
}


@pytest.fixture
def people(helene, actor):
    """One for each status, seven days after Monday."""
    rows = {status: invited.crm_user(name, "Case") for status, name in NAMES.items()}
    for status, row in rows.items():
        last_day = date(2026, 11, 25) if status == "expired" else None
        invited.invite(helene, row, last_day=last_day)
    for status in ("active", "expired", "locked"):
        accept.accept(invited.token(rows[status]), password_hash=invited.UNUSABLE_HASH)
    message = invited.current(rows["bounced"]).message
    outcomes.bounced(message, Refused("no such mailbox", 550))
    grants.lock(invited.member_ref(rows["locked"]), "On leave", actor)
    amend.revoke(invited.member_ref(rows["revoked"]), actor)
    accept.decline(invited.token(rows["declined"]))
    with clock.pretend(invited.MONDAY + timedelta(days=3)):
        yield rows


def line(person):
    return roster.member(invited.member_ref(person)).line


def test_everybody_stands_somewhere_and_the_counts_add_up(people):
    lines = {row.status: row.name for row in roster.list_members().rows}
    assert lines == {status: f"{name} Case" for status, name in NAMES.items()}
    assert roster.counts() == {"all": 7, **dict.fromkeys(NAMES, 1), "ends_soon": 0}
    assert roster.count_all() == 7


@pytest.mark.parametrize("status", NAMES)
def test_a_status_filters_and_is_that_of_the_sheet(people, status):
    (row,) = roster.list_members(status=status).rows
    assert row.name == f"{NAMES[status]} Case"
    assert line(people[status]) == row


def test_the_details_say_more(people):
    details = {
        row.status: (row.detail, dict(row.detail_values)) for row in roster.list_members().rows
    }
    assert details == {
        "active": ("", {}),
        "pending": ("queued", {}),
        "bounced": ("bounced", {"words": "no such mailbox", "code": 550}),
        "expired": ("ended", {"day": date(2026, 11, 25)}),
        "locked": ("locked", {"day": date(2026, 11, 23), "reason": "On leave"}),
        "revoked": ("revoked", {"day": date(2026, 11, 23)}),
        "declined": ("declined", {"day": date(2026, 11, 23)}),
    }


def test_a_pending_one_passes_from_queued_to_a_link_that_ran_out(people):
    person = people["pending"]
    token, message = invited.token(person), invited.current(person).message
    outcomes.sent(message, delivered=False)
    assert line(person).detail == "sent"
    Message.objects.filter(pk=message.pk).update(delivered_at=clock.now())
    assert line(person).detail == "delivered"
    accept.opened(token)
    assert line(person).detail == "link_opened"
    with clock.pretend(clock.now() + timedelta(days=7)):
        assert line(person).detail == "link_expired"


def test_who_opened_a_link_that_bounced_is_pending(people):
    """Somebody passed it on, or the bounce was not one."""
    row = invited.current(people["bounced"])
    Invitation.objects.filter(pk=row.pk).update(opened_at=clock.now())
    assert line(people["bounced"]).status == "pending"


def test_who_ends_soon(people, actor):
    ref = invited.member_ref(people["active"])
    grants.extend(ref, date(2026, 12, 3), actor)
    found = line(people["active"])
    assert (found.detail, dict(found.detail_values)) == ("days_left", {"days": 7})
    assert [row.ref for row in roster.list_members(status="ends_soon").rows] == [ref]
    assert roster.counts()["ends_soon"] == 1
    grants.extend(ref, date(2026, 12, 31), actor)
    assert roster.counts()["ends_soon"] == 0


def test_access_ends_for_the_list_the_second_it_ends(people):
    person = people["expired"]
    ends_at = datetime(2026, 11, 25, 23, tzinfo=UTC)
    with clock.pretend(ends_at - timedelta(seconds=1)):
        assert line(person).status == "active"
    with clock.pretend(ends_at):
        assert line(person).status == "expired"


def test_a_leaver_is_flagged_and_locked_by_nobody(people):
    CrmUser.objects.filter(pk=people["active"].pk).update(active=False)
    found = line(people["active"])
    assert (found.status, found.detail, found.flagged_leaver) == ("active", "left_in_crm", True)


def test_an_access_taken_back_is_revoked_and_invited_again_pending(people, helene, actor):
    person = people["active"]
    amend.revoke(invited.member_ref(person), actor)
    assert (line(person).status, line(person).detail) == ("revoked", "revoked")
    invited.invite(helene, person, last_day=date(2026, 12, 31), scope="all")
    found = line(person)
    assert (found.status, found.scope, found.last_day) == ("pending", "all", date(2026, 12, 31))


def test_search_is_by_every_word_without_accents(people):
    assert [row.name for row in roster.list_members(text="CÁSE ada").rows] == ["Ada Case"]
    assert roster.counts("ada case")["all"] == 1
    assert roster.list_members(text="ada ben").rows == []


def test_administrators_who_were_never_invited_are_not_in_the_list(people, helene):
    assert roster.counts("dubreuil")["all"] == 0
    with pytest.raises(amend.MemberMissing):
        roster.member(helene.member.public_id)


@pytest.mark.parametrize(
    "sort",
    ["name", "-name", "address", "-address", "expires", "-expires", "last_seen", "-last_seen"],
)
def test_every_order_pages_through_everybody_once(people, sort):
    User.objects.filter(member__name="Eli Case").update(last_seen_at=clock.now())
    whole = [row.name for row in roster.list_members(sort=sort).rows]
    seen, cursor = [], ""
    while True:
        page = roster.list_members(sort=sort, size=3, cursor=cursor)
        seen += [row.name for row in page.rows]
        if not page.next:
            break
        cursor = page.next
    assert seen == whole
    assert len(set(seen)) == 7


def test_orders(people):
    def first(sort):
        return roster.list_members(sort=sort).rows[0].name

    User.objects.filter(member__name="Eli Case").update(last_seen_at=clock.now())
    assert (first("name"), first("-name"), first("nonsense")) == (
        "Ada Case",
        "Gil Case",
        "Ada Case",
    )
    assert (first("expires"), first("last_seen")) == ("Dot Case", "Eli Case")


def test_the_sheet_tells_all(people, actor):
    invited.account("One", people["pending"])
    sheet = roster.member(invited.member_ref(people["pending"]))
    assert (sheet.invited_by, sheet.via, sheet.accounts) == ("Hélène Dubreuil", "crm", 1)
    assert sheet.crm_names == ["Ben Case"]
    assert (sheet.line.detail, sheet.mail_reply, sheet.mail_reply_code) == ("queued", "", None)
    assert sheet.link_ends_at == invited.MONDAY + timedelta(days=7)
    assert [(event.code, event.actor_name) for event in sheet.timeline] == [
        ("invitation.invited", "Hélène Dubreuil")
    ]


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        ("active", {"revoke", "lock", "extend"}),
        ("pending", {"resend", "revoke"}),
        ("bounced", {"resend", "revoke"}),
        ("expired", {"revoke", "lock", "extend"}),
        ("locked", {"revoke", "unlock", "extend"}),
        ("revoked", set()),
        ("declined", set()),
    ],
)
def test_the_sheet_offers_what_works_now(people, actor, status, possible):
    ref = invited.member_ref(people[status])
    sheet = roster.member(ref)
    verbs = ("resend", "revoke", "lock", "unlock", "extend")
    assert {verb for verb in verbs if getattr(sheet, f"can_{verb}")} == possible
    actions = {
        "resend": lambda: amend.resend(ref, actor),
        "lock": lambda: grants.lock(ref, "", actor),
        "unlock": lambda: grants.unlock(ref, actor),
        "extend": lambda: grants.extend(ref, None, actor),
        "revoke": lambda: amend.revoke(ref, actor),
    }
    for verb in actions:
        if verb in possible:
            actions[verb]()
