"""Tables of the company's settings and of the leases of its processes."""

from django.db import models


class Workspace(models.Model):
    """The one row of settings (pk 1)."""

    name = models.CharField(max_length=200, default="Lorgnette")
    postal_address = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=60, default="Europe/Paris")
    language = models.CharField(max_length=8, default="en")
    sender_address = models.CharField(max_length=254, default="lorgnette@localhost")
    link_days = models.PositiveSmallIntegerField(default=7)


class Lease(models.Model):
    """Who does a job that only one process may do, and until when."""

    name = models.CharField(max_length=60, primary_key=True)
    holder = models.CharField(max_length=60)
    until = models.DateTimeField()
