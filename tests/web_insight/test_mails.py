"""What comes by mail is the person's to choose, on a page or by one click in the mail."""

import csv
from email import message_from_bytes, policy
from io import StringIO

import pytest
from django.urls import reverse

from lorgnette.audit.models import Entry
from lorgnette.insight import editions
from lorgnette.insight.models import MailWishes, Subscription
from lorgnette.mail.about_accounts import DAILY, MOMENTS, WEEKLY
from lorgnette.mail.parcels import parcel
from lorgnette.mail.stopping import stop_link
from tests.cast import people
from tests.insight import estate, mailing

MAILS = "/mails/"


@pytest.fixture
def member(seen_by_dafydd):
    return people.member("Dafydd", "Prys-Howell")


def path_of(member, kind=DAILY):
    return "/" + stop_link(member.public_id, kind).split("/", 3)[3]


def form(**typed):
    return {"daily": "1", "weekly": "1", "moments": "1", "hour": "7", "zone": "", **typed}


def saved(member):
    return MailWishes.objects.get(member=member)


def test_the_defaults_are_shown_before_anything_was_chosen(seen_by_dafydd):
    body = seen_by_dafydd.get(MAILS).content.decode()
    assert body.count(" checked") == 3
    assert '<option value="7" selected>' in body
    assert not MailWishes.objects.exists()


def test_what_is_chosen_is_kept_and_recorded(seen_by_dafydd, member):
    typed = form(weekends="1", hour="9", zone="Asia/Tokyo")
    del typed["daily"]
    assert seen_by_dafydd.post(MAILS, typed).status_code == 302
    row = saved(member)
    assert (row.daily, row.weekly, row.weekends, row.hour) == (False, True, True, 9)
    assert row.zone == "Asia/Tokyo"
    assert Entry.objects.filter(verb="notices.chosen").count() == 1
    seen_by_dafydd.post(MAILS, typed)
    assert Entry.objects.filter(verb="notices.chosen").count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("hour", "24"), ("hour", "x"), ("hour", "-1"), ("zone", "Nowhere")]
)
def test_what_cannot_be_is_said_beside_its_field(seen_by_dafydd, field, value):
    answer = seen_by_dafydd.post(MAILS, form(**{field: value}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.content.decode()
    assert not MailWishes.objects.exists()


def test_an_account_is_followed_and_left_on_its_page(seen_by_dafydd, dafydd):
    account = estate.account("Nordhavn", dafydd)
    there, topic = reverse("account", args=[account.public_id]), f"account:{account.public_id}"
    asked = {"topic": topic, "do": "follow", "next": there}
    assert seen_by_dafydd.post(reverse("follow"), asked)["Location"] == there
    assert "Stop following" in seen_by_dafydd.get(there).content.decode()
    assert "Nordhavn" in seen_by_dafydd.get(MAILS).content.decode()
    seen_by_dafydd.post(reverse("follow"), asked | {"do": "unfollow"})
    assert not Subscription.objects.exists()
    assert "Stop following" not in seen_by_dafydd.get(there).content.decode()


def test_a_person_is_followed_and_left_on_their_page(seen_by_dafydd, dafydd):
    ingrid = estate.person(estate.account("Nordhavn", dafydd), "Ingrid Sørlie")
    there, topic = reverse("person", args=[ingrid.public_id]), f"person:{ingrid.public_id}"
    asked = {"topic": topic, "do": "follow", "next": there}
    assert seen_by_dafydd.post(reverse("follow"), asked)["Location"] == there
    assert "Stop following" in seen_by_dafydd.get(there).content.decode()
    assert f'href="{there}"' in seen_by_dafydd.get(MAILS).content.decode()
    seen_by_dafydd.post(reverse("follow"), asked | {"do": "unfollow"})
    assert "Stop following" not in seen_by_dafydd.get(there).content.decode()


def test_it_leads_to_no_foreign_page_and_follows_no_foreign_account(seen_by_dafydd):
    away = {"topic": "kind:web", "next": "https://evil.example/"}
    assert seen_by_dafydd.post(reverse("follow"), away)["Location"] == MAILS
    foreign = estate.account("Banco Albufera", estate.seller("Ana"))
    asked = {"topic": f"account:{foreign.public_id}"}
    assert seen_by_dafydd.post(reverse("follow"), asked).status_code == 404


def test_whoever_views_as_them_sees_theirs_and_changes_nothing(client, member, dafydd):
    MailWishes.objects.create(member=member, hour=11)
    account = estate.account("Nordhavn", dafydd)
    topic = f"account:{account.public_id}"
    Subscription.objects.create(member=member, topic=topic, account=account, since=estate.NOW)
    helene = people.signed_in(client, people.helene())
    helene.post(reverse("view_as_member", args=[member.public_id]))
    body = helene.get(MAILS).content.decode()
    assert '<option value="11" selected>' in body
    assert "Nordhavn" in body
    assert helene.post(MAILS, form()).status_code == 403
    assert helene.post(reverse("follow"), {"topic": topic, "do": "unfollow"}).status_code == 403
    assert saved(member).hour == 11
    assert Subscription.objects.count() == 1
    assert MailWishes.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "field"), [(DAILY, "daily"), (WEEKLY, "weekly"), (MOMENTS, "moments")]
)
def test_the_link_asks_and_one_click_ends_that_kind_alone(client, member, kind, field):
    client.logout()
    there = path_of(member, kind)
    assert "Send it to me no more" in client.get(there).content.decode()
    assert not MailWishes.objects.exists()
    done = client.post(there, {"List-Unsubscribe": "One-Click"})
    assert (done.status_code, done["Content-Type"]) == (200, "text/plain")
    row = saved(member)
    flags = {name: getattr(row, name) for name in ("daily", "weekly", "moments")}
    assert [name for name, on in flags.items() if not on] == [field]
    assert "no longer comes" in client.get(there).content.decode()
    client.post(reverse("stop_mails_undo", args=[there.rpartition("/")[2]]))
    assert getattr(saved(member), field)


def test_a_link_that_is_nobody_s_is_a_404_and_changes_nothing(client, member):
    there = path_of(member)
    for broken in (there[:-4] + "AAAA", "/stop/x", "/stop/" + "x" * 2000):
        assert client.get(broken).status_code == 404
        assert client.post(broken).status_code == 404
    assert not MailWishes.objects.exists()


def test_the_mail_carries_the_link_and_the_headers_of_one_click(seen_by_dafydd, dafydd, member):
    mailing.moved(dafydd)
    MailWishes.objects.create(member=member, weekly=False)
    assert editions.send_due() == 1
    (message,) = mailing.mails()
    sent = parcel(message, "https://x.example/", "l@aubier.example", estate.NOW)
    mail = message_from_bytes(sent.content, policy=policy.default)
    link = mail["List-Unsubscribe"].strip("<> ")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    for part in ("plain", "html"):
        said = mail.get_body((part,)).get_content()
        assert "No daily mail any more" in said
        assert link in said
    assert seen_by_dafydd.get("/" + link.split("/", 3)[3]).status_code == 200


def test_the_report_is_a_page_and_a_file_of_the_viewer_s_accounts(seen_by_dafydd, dafydd):
    mailing.moved(dafydd)
    mailing.moment(estate.account('=HYPERLINK("x")', dafydd))
    mailing.moved(estate.seller("Ana"), "Banco Albufera")
    page = seen_by_dafydd.get(reverse("report")).content.decode()
    assert "Nordhavn" in page
    assert "Albufera" not in page
    answer = seen_by_dafydd.get(reverse("report_csv"))
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["account"] for row in rows] == ["Nordhavn", '\'=HYPERLINK("x")']
    assert rows[0]["why"].startswith("Asked for a demonstration, Ingrid Sørlie, 2 times: +")
    assert rows[1]["moments_7_days"] == "1"
