"""Tables of the company's settings and of the leases of its processes."""

from django.db import models


class Workspace(models.Model):
    """The one row of settings (pk 1); null is "no limit".

    What came after the first version has a default in the database too: a process of the
    version before writes rows without knowing of it.
    """

    name = models.CharField(max_length=200, default="Lorgnette")
    postal_address = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=60, default="Europe/Paris")
    language = models.CharField(max_length=8, default="en")
    sender_address = models.CharField(max_length=254, default="lorgnette@localhost")
    link_days = models.PositiveSmallIntegerField(default=7)
    sender_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    # Codes with a space between them, in the order they are offered.
    languages = models.CharField(max_length=60, default="en fr", db_default="en fr")
    seat_limit = models.PositiveIntegerField(null=True, default=None)
    domain_hourly = models.PositiveIntegerField(null=True, default=None)
    inviter_daily = models.PositiveIntegerField(default=20_000, db_default=20_000)
    address_daily = models.PositiveIntegerField(default=5, db_default=5)
    reminders = models.BooleanField(default=True, db_default=True)
    session_idle_days = models.PositiveSmallIntegerField(default=14, db_default=14)
    session_days = models.PositiveSmallIntegerField(default=30, db_default=30)
    audit_months = models.PositiveSmallIntegerField(default=24, db_default=24)
    mail_months = models.PositiveSmallIntegerField(default=12, db_default=12)
    quiet_from = models.PositiveSmallIntegerField(default=20, db_default=20)
    quiet_until = models.PositiveSmallIntegerField(default=7, db_default=7)
    mail_held_at = models.DateTimeField(null=True, default=None)


class Lease(models.Model):
    """Who does a job that only one process may do, and until when."""

    name = models.CharField(max_length=60, primary_key=True)
    holder = models.CharField(max_length=60)
    until = models.DateTimeField()


class Trouble(models.Model):
    """A job of the worker that failed `times` in a row: nobody tries it before `next_at`."""

    job = models.CharField(max_length=60, primary_key=True)
    since = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    next_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
