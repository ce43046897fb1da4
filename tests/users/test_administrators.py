"""An administrator is made on the console and comes in first by a link that works once."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from lorgnette.audit import trail
from lorgnette.cli.admin import admin
from lorgnette.kernel import clock
from lorgnette.kernel.addresses import parse_address
from lorgnette.users.administrators import NoDemo, create, demo_link, list_administrators
from lorgnette.users.models import SigninLink, User
from lorgnette.users.one_time import (
    OneTimeLinkExpired,
    OneTimeLinkUnknown,
    OneTimeLinkUsed,
    open_link,
    use_link,
)
from lorgnette.users.passwords import PasswordTooShort
from tests.cast.people import AT, HELENE_ACTOR, PASSWORD, aubier, dafydd

pytestmark = pytest.mark.django_db

HELENE = parse_address("helene.dubreuil@aubier.example")


@pytest.fixture(autouse=True)
def _company():
    aubier()


def made() -> str:
    """The token of a new administrator's link."""
    return token_of(create(HELENE, "Hélène", "Dubreuil", "fr", HELENE_ACTOR).url_path)


def token_of(url_path: str) -> str:
    return url_path.strip("/").rpartition("/")[2]


def test_the_link_sets_the_first_password_once():
    token = made()
    assert (open_link(token).purpose, open_link(token).name) == ("password", "Hélène Dubreuil")
    user = use_link(token, PASSWORD)
    assert user.check_password(PASSWORD)
    assert user.is_administrator
    with pytest.raises(OneTimeLinkUsed):
        use_link(token, "another password of hers")
    assert User.objects.get().check_password(PASSWORD)
    told = [event.verb for event in trail.about("member", user.member.public_id)]
    assert told[:2] == ["user.password_changed", "administrator.link_used"]


def test_looking_at_the_link_changes_nothing():
    token = made()
    for _ in range(3):
        open_link(token)
    assert SigninLink.objects.get().used_at is None
    assert not list_administrators()[0].has_password


def test_the_link_is_stored_as_a_digest_alone():
    token = made()
    assert token not in str(SigninLink.objects.values().get())


def test_a_weak_password_is_refused_and_the_link_still_works():
    token = made()
    with pytest.raises(PasswordTooShort):
        use_link(token, "short")
    assert use_link(token, PASSWORD).has_usable_password()


def test_the_link_runs_out_after_seven_days():
    with clock.pretend(AT):
        token = made()
    with clock.pretend(AT + timedelta(days=7, seconds=-1)):
        open_link(token)
    with clock.pretend(AT + timedelta(days=7)), pytest.raises(OneTimeLinkExpired):
        use_link(token, PASSWORD)


def test_made_again_there_is_one_administrator_and_the_first_link_is_dead():
    first, second = made(), made()
    assert [line.address for line in list_administrators()] == [HELENE.address]
    with pytest.raises(OneTimeLinkUnknown):
        open_link(first)
    assert open_link(second)


def test_a_sales_user_can_be_made_an_administrator_and_keeps_the_password():
    seller = dafydd()
    create(parse_address(seller.member.address), "D.", "P.", "en", HELENE_ACTOR)
    seller.refresh_from_db()
    assert seller.is_administrator
    assert seller.check_password(PASSWORD)
    verbs = [event.verb for event in trail.about("member", seller.member.public_id)]
    assert verbs == ["administrator.link_made", "administrator.created", "user.created"]


def test_the_demos_link_signs_in_once_and_each_start_makes_a_new_one(settings):
    made()
    settings.DEMO = True
    first, second = demo_link(), demo_link()
    with pytest.raises(OneTimeLinkUnknown):
        use_link(token_of(first.url_path))
    assert use_link(token_of(second.url_path)).member.address == HELENE.address
    with pytest.raises(OneTimeLinkUsed):
        use_link(token_of(second.url_path))


def test_outside_the_demo_no_link_signs_in(settings):
    made()
    settings.DEMO = True
    token = token_of(demo_link().url_path)
    settings.DEMO = False
    with pytest.raises(OneTimeLinkUnknown):
        use_link(token)
    with pytest.raises(NoDemo):
        demo_link()


def test_the_console_prints_the_link_at_the_base_url():
    names = ["--first-name", "Hélène", "--last-name", "Dubreuil", "--language", "fr"]
    told = CliRunner().invoke(admin, ["create", HELENE.address, *names, "--json"])
    assert told.exit_code == 0
    link = json.loads(told.stdout)["link"]
    assert link.startswith("https://insight.aubier.example/link/")
    assert open_link(token_of(link)).address == HELENE.address
    (line,) = list_administrators()
    assert (line.name, line.language) == ("Hélène Dubreuil", "fr")


def test_the_console_says_what_is_wrong_with_an_address():
    names = ["--first-name", "Hélène", "--last-name", "Dubreuil"]
    told = CliRunner().invoke(admin, ["create", "helene", *names])
    assert told.exit_code == 1
    assert "“helene” is not an e-mail address" in told.output
