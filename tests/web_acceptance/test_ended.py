"""A link that leads to no open invitation: one page for all of them, and asking for a new one."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorgnette.invitations import amend, link_asks
from lorgnette.invitations.accept import decline
from lorgnette.invitations.link_asks import pass_on
from lorgnette.invitations.models import Invitation, LinkAsk, LinkRequest
from lorgnette.kernel import clock
from lorgnette.kernel.tokens import new_token
from lorgnette.mail.models import Message
from tests.cast import invited
from tests.cast.people import HELENE_ACTOR, signed_in

PAGES = ["/invitation/", "/invitation/decline/"]


def run_out(_person) -> None:
    Invitation.objects.update(link_ends_at=clock.now() - timedelta(hours=1))


def revoke(person) -> None:
    amend.revoke(invited.member_ref(person), HELENE_ACTOR)


def resend(person) -> None:
    amend.resend(invited.member_ref(person), HELENE_ACTOR)


def refuse(person) -> None:
    decline(invited.token(person))


def use(person) -> None:
    Invitation.objects.filter(pk=invited.current(person).pk).update(accepted_at=clock.now())


DEATHS = [run_out, revoke, resend, refuse, use]


def came_with(client, token: str):
    client.get(f"/i/{token}")
    return client


def shown(answer) -> tuple[int, str]:
    return answer.status_code, re.sub(r'value="\w{64}"|X-CSRFToken[^}]*', "", answer.text)


def asks(client) -> tuple[int, str, str]:
    """Status, place and words of what follows the button."""
    answer = client.post("/invitation/ask/")
    page = client.get(answer["Location"])
    return answer.status_code, answer["Location"], shown(page)[1]


def letters() -> list[Message]:
    return list(Message.objects.filter(kind="link_asked").order_by("pk"))


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kill", DEATHS)
def test_a_dead_link_looks_like_one_that_never_was(client, sellers, kill, page, way):
    token = invited.token(sellers.dafydd)
    kill(sellers.dafydd)
    dead = shown(getattr(came_with(client, token), way)(page))
    unknown = shown(getattr(came_with(client, new_token()), way)(page))
    assert dead == unknown
    assert dead[0] == 410
    assert "Ask for a new one" in dead[1]
    assert "Hélène" not in dead[1]


@pytest.mark.parametrize("kill", DEATHS)
def test_asking_answers_and_works_alike_whatever_the_link_was(client, sellers, kill):
    token = invited.token(sellers.dafydd)
    kill(sellers.dafydd)
    with CaptureQueriesContext(connection) as queries:
        dead = asks(came_with(client, token))
    with CaptureQueriesContext(connection) as others:
        unknown = asks(came_with(client, new_token()))
    assert dead == unknown
    assert "the person who sent it has been told" in dead[2]
    assert len(queries) == len(others)
    assert LinkAsk.objects.count() == 2


@pytest.mark.parametrize("kill", [run_out, resend])
def test_who_invited_is_told_of_a_link_that_ran_out_or_was_replaced(client, sellers, kill):
    token = invited.token(sellers.dafydd)
    kill(sellers.dafydd)
    asks(came_with(client, token))
    assert pass_on() == 1
    (letter,) = letters()
    assert letter.to_address == "helene.dubreuil@aubier.example"
    assert letter.values["person"] == "Dafydd Prys-Howell"
    assert LinkAsk.objects.count() == 0


@pytest.mark.parametrize("kill", [revoke, refuse, use, None])
def test_nobody_is_told_of_any_other_link(client, sellers, kill):
    token = invited.token(sellers.dafydd) if kill else new_token()
    if kill:
        kill(sellers.dafydd)
    asks(came_with(client, token))
    assert pass_on() == 1
    assert not letters()
    assert not LinkRequest.objects.exists()


def test_who_invited_is_told_once_a_day(client, sellers):
    token = invited.token(sellers.dafydd)
    run_out(sellers.dafydd)
    start = clock.now()
    for hours in (0, 1, 23, 25):
        with clock.pretend(start + timedelta(hours=hours)):
            link_asks.ask(token)
            pass_on()
    assert len(letters()) == 2
    assert LinkRequest.objects.count() == 1


def test_all_administrators_are_told_where_who_invited_is_gone(sellers, helene):
    other = invited.administrator("Odile", "Marchand")
    helene.is_administrator = False
    helene.save()
    token = invited.token(sellers.dafydd)
    run_out(sellers.dafydd)
    link_asks.ask(token)
    pass_on()
    assert [letter.to_address for letter in letters()] == [other.member.address]


def test_a_good_link_asks_for_nothing(client, sellers):
    link_asks.ask(invited.token(sellers.dafydd))
    pass_on()
    assert not letters()


def test_asking_needs_a_link(client, db):
    assert client.post("/invitation/ask/").status_code == 404
    assert client.get("/invitation/ask/").status_code == 405


class TestAnswering:
    @pytest.fixture
    def place(self, client, sellers, helene) -> str:
        token = invited.token(sellers.dafydd)
        run_out(sellers.dafydd)
        link_asks.ask(token)
        pass_on()
        signed_in(client, helene)
        return f"/admin/requests/links/{LinkRequest.objects.get().public_id}/"

    def test_looking_sends_nothing(self, client, place):
        page = client.get(place)
        assert "Dafydd Prys-Howell asks for a new link" in page.text
        assert "Ran out on" in page.text
        assert Invitation.objects.count() == 2

    def test_a_new_link_goes_to_the_invited_address(self, client, place, sellers):
        answer = client.post(place, {"do": "send"}, follow=True)
        assert "A new link is on its way" in answer.text
        assert "sent a new link" in answer.text
        assert invited.current(sellers.dafydd).renews is not None
        assert client.post(place, {"do": "send"}).status_code == 409

    def test_no_sends_nothing_and_closes_it(self, client, place):
        answer = client.post(place, {"do": "decline"}, follow=True)
        assert "No new link is sent" in answer.text
        assert Invitation.objects.count() == 2
        assert "Nobody waits" in client.get("/admin/requests/").text

    def test_it_closes_by_itself_when_the_link_was_sent_another_way(self, client, place, sellers):
        assert "Dafydd" in client.get("/admin/requests/").text
        resend(sellers.dafydd)
        assert "Nobody waits" in client.get("/admin/requests/").text
        assert "Closed by itself" in client.get(place).text
        refused = client.post(place, {"do": "send"})
        assert refused.status_code == 409
        assert "no longer waits" in refused.text

    def test_an_unknown_request_is_not_found(self, client, place):
        assert client.get("/admin/requests/links/nosuch/").status_code == 404


def test_declining_asks_first(visit):
    page = visit().get("/invitation/decline/").text
    assert "Decline the invitation?" in page
    assert not Invitation.objects.filter(declined_at__isnull=False).exists()


def test_declining_ends_the_link(visit):
    browser = visit()
    answer = browser.post("/invitation/decline/")
    assert "You declined the invitation" in answer.text
    assert Invitation.objects.filter(declined_at__isnull=False).count() == 1
    assert browser.get("/invitation/").status_code == 410


def test_declining_needs_a_link(client, db):
    assert client.get("/invitation/decline/").status_code == 404
    assert client.post("/invitation/decline/").status_code == 404


def test_who_asks_without_end_is_heard_no_more_and_answered_alike(client, db):
    answers = {asks(came_with(client, new_token())) for _time in range(31)}
    assert len(answers) == 1
    assert LinkAsk.objects.count() == 30
