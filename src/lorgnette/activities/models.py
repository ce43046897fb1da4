"""Tables of activities, of what was already seen, and of the roll-up by day."""

from django.db import models

from lorgnette.accounts.models import Account, Person
from lorgnette.directory.models import Source


class Activity(models.Model):
    """Something a person did. Nothing points here; queries are bounded in time."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    type = models.CharField(max_length=40)
    at = models.DateTimeField()
    weight = models.SmallIntegerField()
    subject = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index("account", models.F("at").desc(), "weight", name="activity_account"),
            models.Index("person", models.F("at").desc(), name="activity_person"),
        ]


class Seen(models.Model):
    """The ids a source already gave: an activity is stored once, for ever."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE)
    id_hash = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "id_hash"], name="seen_once")]


class DayCount(models.Model):
    """How many activities of one type a person had at an account on one workspace day."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    type = models.CharField(max_length=40)
    day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "day", "person", "type"], name="daycount_once"
            )
        ]
