"""A migration on SQLite leaves no foreign key that leads nowhere, and looks at what it touched."""

import pytest
from django.db import IntegrityError, connection, models
from django.test.utils import CaptureQueriesContext, isolate_apps

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite"),
]


@pytest.fixture
def cast():
    """Shelves with books, and readers who borrow them; a table that nothing touches: readers."""
    with isolate_apps("lorgnette.kernel"):

        class Shelf(models.Model):
            class Meta:
                app_label = "kernel"

        class Book(models.Model):
            shelf = models.ForeignKey(Shelf, models.CASCADE)

            class Meta:
                app_label = "kernel"

        class Loan(models.Model):
            book = models.ForeignKey(Book, models.CASCADE)

            class Meta:
                app_label = "kernel"

        made = (Shelf, Book, Loan)
        with connection.schema_editor() as editor:
            for model in made:
                editor.create_model(model)
        Loan.objects.create(book=Book.objects.create(shelf=Shelf.objects.create()))
        yield made
        with connection.schema_editor() as editor:
            for model in reversed(made):
                editor.delete_model(model)


def looked_at(work) -> set[str]:
    """The tables whose foreign keys were checked after `work`."""
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        connection.schema_editor() as editor,
    ):
        work(editor)
    asked = [query["sql"] for query in queries if "foreign_key_check" in query["sql"]]
    return {sql.partition('("')[2].rstrip('")') for sql in asked}


def test_an_index_asks_for_no_look_at_all(cast):
    index = models.Index(fields=["shelf"], name="by_shelf")
    assert looked_at(lambda editor: editor.add_index(cast[1], index)) == set()


def test_a_new_column_that_may_be_empty_asks_for_none(cast):
    field = models.IntegerField(null=True)
    field.set_attributes_from_name("pages")
    assert looked_at(lambda editor: editor.add_field(cast[1], field)) == set()


def test_a_table_that_was_made_anew_is_looked_through_alone(cast):
    field = models.IntegerField(default=1)
    field.set_attributes_from_name("pages")
    assert looked_at(lambda editor: editor.add_field(cast[1], field)) == {"kernel_book"}


def test_rows_taken_away_are_missed_where_they_were_referred_to(cast):
    with pytest.raises(IntegrityError, match="kernel_book"), connection.schema_editor():
        cast[0].objects.all()._raw_delete(connection.alias)
    assert cast[0].objects.exists(), "It is as if nothing had been done."


def test_rows_taken_away_before_their_table_is_made_anew_are_missed_too(cast):
    field = models.IntegerField(default=1)
    field.set_attributes_from_name("height")

    def empty_and_remake(editor) -> None:
        cast[0].objects.all()._raw_delete(connection.alias)
        editor.add_field(cast[0], field)

    with pytest.raises(IntegrityError, match="kernel_book"):
        looked_at(empty_and_remake)
    assert cast[0].objects.exists()


def test_a_row_that_refers_to_none_is_told(cast):
    with pytest.raises(IntegrityError, match="kernel_loan"), connection.schema_editor():
        cast[2].objects.update(book_id=77)


def test_a_key_that_is_changed_is_missed_where_it_was_referred_to(cast):
    with pytest.raises(IntegrityError, match="kernel_loan"), connection.schema_editor():
        cast[1].objects.update(id=77)


def test_a_table_that_is_dropped_is_missed(cast):
    with pytest.raises(IntegrityError, match="kernel_loan"), connection.schema_editor() as editor:
        editor.execute('DROP TABLE "kernel_book"')
    assert cast[1].objects.exists()


def test_foreign_keys_are_enforced_again_afterwards(cast):
    with pytest.raises(IntegrityError, match="kernel_book"), connection.schema_editor():
        cast[0].objects.all()._raw_delete(connection.alias)
    with pytest.raises(IntegrityError):
        cast[2].objects.create(book_id=77)
