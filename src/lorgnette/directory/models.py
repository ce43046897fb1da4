"""Tables of the sources and of the mirrored CRM user list."""

from django.db import models

from lorgnette.kernel.sort_keys import SortKeyField
from lorgnette.kernel.tokens import public_id


class Source(models.Model):
    """A connection that gives rows; external ids are unique within it."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    location = models.CharField(max_length=1000)
    created_at = models.DateTimeField()
    synced_at = models.DateTimeField(null=True)


class CrmUser(models.Model):
    """A user of the CRM as it was at the last synchronisation."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    external_id = models.CharField(max_length=120)
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=400)
    sort_key = SortKeyField(max_length=400)
    search_key = models.CharField(max_length=1000)
    address = models.CharField(max_length=254, blank=True)
    address_key = models.CharField(max_length=254, blank=True, db_index=True)
    title = models.CharField(max_length=200, blank=True)
    profile = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    manager_external_id = models.CharField(max_length=120, blank=True)
    active = models.BooleanField(default=True)
    inactive_since = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="crmuser_external")
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="crmuser_sort"),
            models.Index(fields=["profile"], name="crmuser_profile"),
            models.Index(fields=["manager_external_id", "source"], name="crmuser_manager"),
        ]
