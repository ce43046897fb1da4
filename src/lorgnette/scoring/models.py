"""Tables of the score's model with its versions, and of the computed scores."""

from django.db import models

from lorgnette.accounts.models import Account, Person
from lorgnette.kernel.tokens import public_id
from lorgnette.scoring.moments import models as moments  # noqa: F401 (tables of this app too)

# A version's scores are computed (building), then shown (live); it is old once another is live.
BUILDING, LIVE, OLD = "building", "live", "old"


class ScoreModel(models.Model):
    """One of the account scores. `live` numbers the version that is shown, 0 while none is.

    Its names are those of that version where `name_en` is "". The primary one is told in full in
    the tables below, the others in `FurtherScore`; `primary_asked_at`: it is about to become the
    primary one. Where none is marked, the one that came with the product is (pk 1).

    Whoever writes scores holds the rows meanwhile, so that no two versions are mixed.
    """

    live = models.PositiveIntegerField(default=1, db_default=1)
    # Null: written by a version that knew no further scores.
    public_id = models.CharField(  # noqa: DJ001
        max_length=20, unique=True, null=True, default=public_id
    )
    name_en = models.CharField(max_length=100, default="", db_default="")
    name_fr = models.CharField(max_length=100, default="", db_default="")
    place = models.PositiveIntegerField(default=1, db_default=1)
    is_primary = models.BooleanField(default=False, db_default=False)
    primary_asked_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_primary"],
                condition=models.Q(is_primary=True),
                name="scoremodel_one_primary",
            )
        ]


class ScoreVersion(models.Model):
    """What the model says; never changed. `definition` is that of `scoring.definition`.

    Once it is live, the accounts up to `reached` are explained anew; `last` was the highest id.
    """

    model = models.ForeignKey(ScoreModel, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    definition = models.JSONField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10)
    reached = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="scoreversion_number")
        ]


class AccountScore(models.Model):
    """An account's score today: integer tenths, 0 to 1000. Every present account has one.

    Under a model that is a plain sum there is no limit at 1000. It is the primary score; `version`
    stands for the version that made it (`scoring.versions.mark_of`).

    `weeks` holds the highest daily score of each of the last 13 weeks, oldest first, in tenths.
    `change` is today's score less that of seven days ago. A narrow row: lists rank and count by
    it, and a new model's ranks need nothing else to be written.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="score"
    )
    day = models.DateField()
    tenths = models.PositiveIntegerField()
    change = models.IntegerField()
    weeks = models.JSONField(default=list)
    last_activity_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        indexes = [
            models.Index(fields=["-tenths", "account"], name="score_rank"),
            models.Index(fields=["-change", "-tenths", "account"], name="score_moved"),
            # Holds all that a list counts, in the order in which it counts.
            models.Index(fields=["-tenths", "account", "change"], name="score_standing"),
        ]


class FurtherScore(models.Model):
    """An account's score by another model than the primary one: of every present account.

    As `AccountScore`, but that `version` is the number of the model's own. What explains it is
    computed where it is asked for; `weeks` is [] until they follow.
    """

    model = models.ForeignKey(
        ScoreModel, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, db_index=False, related_name="further_scores"
    )
    day = models.DateField()
    tenths = models.PositiveIntegerField()
    change = models.IntegerField()
    weeks = models.JSONField(default=list)
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "model"], name="furtherscore_once")
        ]
        indexes = [
            # Each holds all that a list counts.
            models.Index(fields=["model", "-tenths", "account", "change"], name="further_rank"),
            models.Index(fields=["model", "-change", "-tenths", "account"], name="further_moved"),
        ]


class AccountDays(models.Model):
    """What an account's people did by day, as it was when the account was scored: one packed value.

    For whoever weighs all accounts at once. `packed` is that of `scoring.packed`, of the kind of
    `book`; accounts of which nothing could count have no row.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    book = models.BigIntegerField()
    packed = models.BinaryField()


class ScoreDetail(models.Model):
    """What a score is made of and why it moved, as `scoring.explained` found it.

    It tells of the score of this `day`, `tenths`, `change` and `version`, and of no other: where
    the score is written first and the detail follows, the two differ meanwhile. Accounts without
    any activity that could count have none. The lists are those of `scoring.told`.
    """

    score = models.OneToOneField(
        AccountScore, on_delete=models.CASCADE, primary_key=True, related_name="detail"
    )
    day = models.DateField()
    tenths = models.PositiveIntegerField()
    change = models.IntegerField()
    version = models.PositiveIntegerField(default=1, db_default=1)
    people = models.PositiveIntegerField()
    types = models.JSONField()
    moves = models.JSONField()
    days = models.JSONField()
    weeks = models.JSONField()
    # R in points, on that day and seven days before; null: made before these were kept.
    raw = models.FloatField(null=True)
    raw_before = models.FloatField(null=True)


class PersonScore(models.Model):
    """A person's part of an account's score, in tenths: of those who have one.

    They sum to the score, so that an account has a thousand at most, whoever belongs to it,
    unless the score is a plain sum. They are of the version of the account's detail.

    `points` are the person's own there, whoever else is: tenths of a point after the cap;
    `change` is what they are more or less than seven days ago.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    tenths = models.PositiveIntegerField()
    last_day = models.DateField()
    points = models.PositiveIntegerField(default=0, db_default=0)
    change = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "account"], name="personscore_once")
        ]
        indexes = [
            models.Index(fields=["account", "-tenths", "person"], name="personscore_rank"),
            # Of all people, those with the most, and those who rose most.
            models.Index(fields=["-points", "id"], name="personscore_points"),
            models.Index(
                fields=["-change"], condition=models.Q(change__gt=0), name="personscore_rose"
            ),
        ]


class ScoredDay(models.Model):
    """A workspace day of which all scores are: those of every account were made on it."""

    day = models.DateField(primary_key=True)


class Brackets(models.Model):
    """Where flames and stars begin: the one row (pk 1), of the rules `number` times saved.

    `rules` are those of `scoring.brackets`, {} for the shipped ones; `bounds` what they came to
    at `computed_at`: pages compare numbers with them and count nothing.
    """

    number = models.PositiveIntegerField(default=0, db_default=0)
    rules = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.CharField(max_length=400, blank=True)
    bounds = models.JSONField(default=dict)
    computed_at = models.DateTimeField(null=True)
