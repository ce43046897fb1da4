"""Tables of prediction: whether it is on, and what each training found."""

from django.db import models


class Switch(models.Model):
    """The one row (pk 1); without it prediction is off. `asked_at`: somebody asked for a training.

    `asked_by` is their name.
    """

    is_on = models.BooleanField(default=False, db_default=False)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=400, blank=True, default="", db_default="")


class Training(models.Model):
    """What was learned of all decided deals at `at`, and what trying it out of time showed.

    `verdict` is one of `prediction.verdict`; `skill` and `bound` are null where there was too
    little to judge. `learned` is what `prediction.definition` stores, null likewise; `groups` the
    reliability: forecast and outcome of the deals that were judged.
    """

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=400, blank=True)
    seconds = models.FloatField()
    won = models.PositiveIntegerField()
    lost = models.PositiveIntegerField()
    judged_won = models.PositiveIntegerField()
    judged_lost = models.PositiveIntegerField()
    skill = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    verdict = models.CharField(max_length=20)
    learned = models.JSONField(null=True)
    groups = models.JSONField(default=list)
