"""Rows written in bulk are those that Django itself would have written."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lorgnette.access.models import SeatReservation
from lorgnette.audit.models import Detail, Entry
from lorgnette.kernel import bulk
from lorgnette.mail.models import Message
from lorgnette.users.models import Member

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 13, 16, 5, 123456, tzinfo=UTC)
MANY = bulk.FEW * 2


def message(number: int, **changes) -> Message:
    given = {
        "kind": "invitation",
        "message_id": f"<{number}@aubier.example>",
        "language": "fr",
        "to_name": 'Zoë "O\\Neil"\t,\n’é',
        "to_address": f"zoe.{number}@aubier.example",
        "values": {"name": "Zoë\t\\", "accounts": 3, "day": None, "deep": [1, {"a": "\n"}]},
        "sealed": bytes(range(256)),
        "queued_at": AT,
        "next_try_at": AT + timedelta(seconds=number),
    }
    return Message(**(given | changes))


def member(number: int) -> Member:
    return Member(
        address=f"Zoe.{number}@aubier.example",
        address_key=f"zoe.{number}@aubier.example",
        name="Zoë",
        sort_key="zoe",
        search_key="zoe",
        language="fr",
        created_at=AT,
    )


def columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_kind_of_value_comes_back_as_it_was_given():
    rows = [message(number) for number in range(MANY)]
    rows[3].sent_at, rows[3].final, rows[3].reply_code, rows[4].sealed = AT, True, 250, None
    assert bulk.write(rows) == MANY
    for row in rows:
        assert columns(Message.objects.get(pk=row.pk)) == columns(row)


def test_the_database_holds_the_same_as_after_a_bulk_create():
    one, other = message(1), message(2)
    bulk.write([one, *(message(number) for number in range(10, 10 + MANY))])
    Message.objects.bulk_create([other])
    other_columns = {"id", "public_id", "message_id", "to_address", "next_try_at"}
    first, second = (_stored(row.pk) for row in (one, other))
    assert {k: first[k] for k in first.keys() - other_columns} == {
        k: second[k] for k in second.keys() - other_columns
    }


def _stored(pk: int) -> dict:
    """As the driver gives it, with nothing of Django's between."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mail_message WHERE id = %s", [pk])
        return dict(zip((c[0] for c in cursor.description), cursor.fetchone(), strict=True))


def test_ids_go_on_from_where_django_was_and_django_goes_on_from_there():
    before = Message.objects.create(**{k: v for k, v in columns(message(0)).items() if k != "id"})
    rows = [message(number) for number in range(1, MANY)]
    bulk.write(rows)
    after = message(MANY)
    after.save()
    ids = [before.pk, *(row.pk for row in rows), after.pk]
    assert ids == sorted(set(ids))


def test_an_id_that_was_deleted_is_not_given_again():
    rows = [message(number) for number in range(MANY)]
    bulk.write(rows)
    Message.objects.all().delete()
    again = [message(number) for number in range(MANY)]
    bulk.write(again)
    assert not {row.pk for row in rows} & {row.pk for row in again}


def test_a_row_whose_key_is_anothers_is_written_beside_it():
    entries = [
        Entry(
            at=AT, verb="tested", actor_kind="system", actor_ref="", subject_kind="", subject_ref=""
        )
        for _n in range(MANY)
    ]
    bulk.write(entries)
    bulk.write([Detail(entry_id=e.pk, salt="s", personal={"n": e.pk}) for e in entries])
    assert {d.entry_id: d.personal["n"] for d in Detail.objects.all()} == {
        e.pk: e.pk for e in entries
    }


def test_what_a_constraint_forbids_is_an_error_and_nothing_is_written():
    rows = [message(1) for _number in range(MANY)]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.write(rows)
    assert not Message.objects.exists()


def test_only_those_not_there_are_written():
    member(3).save()
    rows = [member(number) for number in range(MANY)]
    assert bulk.write(rows, on_conflict="DO NOTHING") == MANY - 1
    assert Member.objects.count() == MANY
    assert bulk.write([member(MANY)], on_conflict="DO NOTHING") == 1


def test_those_there_are_brought_up_to_date():
    people = [member(number) for number in range(MANY)]
    bulk.write(people)
    later = "(member_id, product) DO UPDATE SET reserved_until = excluded.reserved_until"
    for at in (AT, AT + timedelta(days=1)):
        rows = [SeatReservation(member=person, reserved_until=at) for person in people]
        bulk.write(rows, on_conflict=later)
    kept = SeatReservation.objects.values_list("reserved_until", flat=True)
    assert list(kept) == [AT + timedelta(days=1)] * MANY


def test_a_stencil_makes_what_the_model_makes():
    stencil = bulk.Stencil(Message, kind="test", language="en", queued_at=AT, next_try_at=AT)
    one, other = stencil.row(message_id="<1@a>"), stencil.row(message_id="<2@a>", attempts=3)
    assert one.public_id != other.public_id
    assert (one.attempts, other.attempts, one.kind) == (0, 3, "test")
    one.save()
    other.save()
    assert Message.objects.count() == 2
    assert columns(Message.objects.get(pk=one.pk)) == columns(one)


def test_no_rows_are_no_work(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bulk.write([]) == 0
