"""Tables of the audit trail."""

from django.db import models

from lorgnette.kernel.tokens import public_id


class Entry(models.Model):
    """One event. `seq` and `hash` are null until the sealer chains the row."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=20)
    actor_ref = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=30)
    subject_ref = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    detail_digest = models.CharField(max_length=64, blank=True)
    seq = models.BigIntegerField(null=True, unique=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_ref", "-at"], name="audit_subject"),
            models.Index(
                fields=["id"], name="audit_unsealed", condition=models.Q(seq__isnull=True)
            ),
            models.Index(fields=["-at"], name="audit_at"),
            # Each way to filter the trail is walked newest first along an index of its own.
            models.Index(fields=["verb", "-at"], name="audit_verb"),
            models.Index(fields=["actor_ref", "-at"], name="audit_actor"),
            models.Index(fields=["actor_ref", "verb", "-at"], name="audit_actor_verb"),
            models.Index(fields=["actor_kind", "-at"], name="audit_actor_kind"),
        ]


class Detail(models.Model):
    """The personal part of an entry, erasable: its digest stays in the chain."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="detail"
    )
    salt = models.CharField(max_length=64)
    personal = models.JSONField(default=dict)


class Head(models.Model):
    """The end of the chain (pk 1), so that events cut off at the end are missed.

    `mac` is made with a key outside the database: a chain computed anew shows.
    """

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)


class Checkpoint(models.Model):
    """Where the chain begins since retention deleted what was before (pk 1).

    `hash` is that of the last event deleted; `mac` ties it to the key, like the head's.
    """

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)
    at = models.DateTimeField()


class Walk(models.Model):
    """The latest walk along the chain that was asked for (pk 1): how far it is, what it found.

    `is_open`: it has not ended. `faults` holds the first few, each as [seq, kind, ref].
    """

    is_open = models.BooleanField()
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    seq = models.BigIntegerField(default=0)
    walked = models.BigIntegerField(default=0)
    expected = models.BigIntegerField(default=0)
    faults = models.JSONField(default=list)
    fault_count = models.PositiveIntegerField(default=0)
