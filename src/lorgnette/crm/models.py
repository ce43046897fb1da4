"""Tables of synchronisation runs and of the rows they could not take."""

from django.db import models

from lorgnette.directory.models import Source
from lorgnette.kernel.tokens import public_id

WANTED, RUNNING, DONE, HELD, LEFT, FAILED = "wanted", "running", "done", "held", "left", "failed"


class SyncRun(models.Model):
    """One pull from a source.

    `state`: wanted (somebody asked, the worker comes), running, done, held (stopped and asking),
    left (held, and left so by an administrator) or failed. `held_because` maps a kind to its
    number of rows before and now; `accepts` holds what an administrator accepted of that.
    `failure` is a code of `crm.words`, worded with `failure_values`.
    """

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
    accepts = models.JSONField(default=dict)
    failure = models.CharField(max_length=500, blank=True)
    failure_values = models.JSONField(default=dict)
    failure_passes = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(state__in=[WANTED, RUNNING]),
                name="syncrun_one_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["source", "-id"], name="syncrun_latest")]


class RowProblem(models.Model):
    """A row that was not taken, or (`taken`) not whole, and why: code and values."""

    run = models.ForeignKey(SyncRun, on_delete=models.CASCADE, related_name="row_problems")
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    taken = models.BooleanField(default=False)
