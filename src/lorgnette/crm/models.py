"""Tables of synchronisation runs and of the rows they could not take."""

from django.db import models

from lorgnette.directory.models import Source
from lorgnette.kernel.tokens import public_id


class SyncRun(models.Model):
    """One pull from a source. `state`: running, done, held (stopped and asking) or failed."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    kind_now = models.CharField(max_length=30, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    problems = models.PositiveIntegerField(default=0)
    held_because = models.JSONField(default=dict)
    failure = models.CharField(max_length=500, blank=True)


class RowProblem(models.Model):
    """A row that was not taken, and why: code and values, worded for the reader."""

    run = models.ForeignKey(SyncRun, on_delete=models.CASCADE, related_name="row_problems")
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
