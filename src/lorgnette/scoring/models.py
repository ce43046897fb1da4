"""Tables of the computed scores."""

from django.db import models

from lorgnette.accounts.models import Account, Person
from lorgnette.scoring.moments import models as moments  # noqa: F401 (tables of this app too)


class AccountScore(models.Model):
    """An account's score today: integer tenths, 0 to 1000. Every present account has one.

    `weeks` holds the highest daily score of each of the last 13 weeks, oldest first, in tenths.
    `change` is today's score less that of seven days ago. A narrow row: lists rank and count by
    it, and a new model's ranks need nothing else to be written.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="score"
    )
    day = models.DateField()
    tenths = models.PositiveSmallIntegerField()
    change = models.SmallIntegerField()
    weeks = models.JSONField(default=list)
    last_activity_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-tenths", "account"], name="score_rank"),
            models.Index(fields=["-change", "-tenths", "account"], name="score_moved"),
        ]


class ScoreDetail(models.Model):
    """What a score is made of and why it moved, as `scoring.explained` found it.

    It tells of the score of this `day`, `tenths` and `change`, and of no other: where the score
    is written first and the detail follows, the two differ meanwhile. Accounts without any
    activity that could count have none. The lists are those of `scoring.told`.
    """

    score = models.OneToOneField(
        AccountScore, on_delete=models.CASCADE, primary_key=True, related_name="detail"
    )
    day = models.DateField()
    tenths = models.PositiveSmallIntegerField()
    change = models.SmallIntegerField()
    people = models.PositiveIntegerField()
    types = models.JSONField()
    moves = models.JSONField()
    days = models.JSONField()
    weeks = models.JSONField()


class PersonScore(models.Model):
    """A person's part of an account's score, in tenths: of those who have one.

    They sum to the score, so that an account has a thousand at most, whoever belongs to it.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    tenths = models.PositiveSmallIntegerField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "account"], name="personscore_once")
        ]
        indexes = [models.Index(fields=["account", "-tenths", "person"], name="personscore_rank")]


class ScoredDay(models.Model):
    """A workspace day of which all scores are: those of every account were made on it."""

    day = models.DateField(primary_key=True)
