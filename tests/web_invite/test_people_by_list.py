"""Step 1, the third way: Hélène gives a list."""

from django.core.files.uploadedfile import SimpleUploadedFile

from lorgnette.invitations.models import Batch, Invitation
from lorgnette.web.bodies import MOST_BYTES
from tests.cast import invited
from tests.web_invite.wizard import beside, body, words

LIST = (
    "email,first name,last name,language\n"
    "eva@partner.example,Eva,Noor,fr\n"
    "DAFYDD.prys-howell@aubier.example,,\n"
    "bo at partner,Bo,\n"
    "ana.lindqvist@aubier.example,Ana,Lindqvist\n"
)


def file(text: str | bytes = LIST, name: str = "people.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode(), "text/csv")


def test_a_file_is_read_and_each_row_told(wizard, helene, cast):
    invited.invite(helene, cast.ana)
    response = wizard.post("invite_people", way="list", list=file(), do="read")
    page = words(body(wizard.client.get(response["Location"])))
    assert "2 people can be invited" in page
    assert "2 rows invite nobody" in page
    assert "Line 4 bo at partner · Bo Enter one e-mail address" in page
    assert "Line 5 Ana Lindqvist · ana.lindqvist@aubier.example Already invited" in page
    assert "Line 3 Dafydd Prys-Howell" in page
    assert "1 of them is no CRM user" in page


def test_the_list_goes_the_whole_way(wizard, cast):
    wizard.post("invite_people", way="list", list=file(), last_day="2026-12-31", do="next")
    page = words(body(wizard.get("invite_permissions")))
    assert "The accounts of a chosen CRM user" in page
    wizard.permit(scope="all")
    wizard.post("invite_send", **wizard.texts())
    assert Batch.objects.get().invited == 3
    found = Invitation.objects.order_by("member__address_key").select_related("member")
    assert [(one.member.name, one.language, one.via, one.scope) for one in found] == [
        ("Ana Lindqvist", "fr", "list", "all"),
        ("Dafydd Prys-Howell", "en", "list", "all"),
        ("Eva Noor", "fr", "list", "all"),
    ]


def test_pasted_rows_are_a_list_as_well(wizard):
    response = wizard.post("invite_people", way="list", pasted="eva@partner.example", do="next")
    assert response["Location"] == wizard.address("invite_permissions")
    assert [row.address for row in wizard.answers.listing.rows] == ["eva@partner.example"]


def test_what_cannot_be_read_is_said_beside_the_file_and_the_text_stays(wizard):
    response = wizard.post("invite_people", way="list", pasted="Eva, Noor", reason="R", do="read")
    page = body(response)
    assert response.status_code == 422
    assert "No column holds e-mail addresses" in beside(page, "list")
    assert "Eva, Noor</textarea>" in page
    assert wizard.answers.reason == "R"


def test_a_file_of_another_kind_is_refused(wizard):
    response = wizard.post("invite_people", way="list", list=file(b"PK\x03\x04\x00"), do="next")
    assert "not a CSV file" in beside(body(response), "list")


def test_without_a_list_there_is_nobody(wizard):
    response = wizard.post("invite_people", way="list", do="next")
    assert "Choose a CSV file or paste" in beside(body(response), "list")


def test_the_last_good_list_stays_until_another_is_read(wizard):
    wizard.post("invite_people", way="list", list=file(), do="read")
    wizard.post("invite_people", way="list", list=file("nothing"), do="read")
    wizard.post("invite_people", way="list", htmx=True, pasted="x@y.example", do="day:never")
    assert wizard.answers.listing.name == "people.csv"
    assert len(wizard.answers.listing.rows) == 3


def test_what_is_far_too_large_is_refused_unread(wizard):
    huge = file(b"x" * (MOST_BYTES + 1))
    response = wizard.post("invite_people", way="list", list=huge, do="next")
    assert response.status_code == 413
    assert "At most 5 MB can be sent at once." in words(body(response))
