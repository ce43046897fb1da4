"""Tables of named accounts, their people, dated memberships, opportunities and teams."""

from django.db import models

from lorgnette.directory.models import CrmUser, Source
from lorgnette.kernel.sort_keys import SortKeyField
from lorgnette.kernel.tokens import public_id


class Account(models.Model):
    """A named account as it was at the last synchronisation."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    external_id = models.CharField(max_length=120)
    name = models.CharField(max_length=400)
    sort_key = SortKeyField(max_length=400)
    domain = models.CharField(max_length=253, blank=True)
    industry = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    owner = models.ForeignKey(
        CrmUser, null=True, on_delete=models.PROTECT, related_name="owned_accounts"
    )
    parent_external_id = models.CharField(max_length=120, blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="account_external")
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="account_sort"),
            models.Index(fields=["parent_external_id", "source"], name="account_parent"),
            # Words within names and domains are looked for here, not in the whole table.
            models.Index(fields=["domain", "sort_key", "gone_at"], name="account_found"),
            # What lists are narrowed by, of the present accounts.
            models.Index(
                fields=["industry"],
                condition=models.Q(gone_at__isnull=True),
                name="account_industry",
            ),
            models.Index(
                fields=["country"], condition=models.Q(gone_at__isnull=True), name="account_country"
            ),
        ]


class TeamMember(models.Model):
    """A CRM user on an account's team."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="team")
    crm_user = models.ForeignKey(CrmUser, on_delete=models.PROTECT, related_name="team_memberships")
    role = models.CharField(max_length=120, blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "crm_user"], name="teammember_once")
        ]


class Person(models.Model):
    """Somebody at an account: a contact or lead of the CRM."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    external_id = models.CharField(max_length=120)
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=400)
    sort_key = SortKeyField(max_length=400)
    address = models.CharField(max_length=254, blank=True)
    address_key = models.CharField(max_length=254, blank=True, db_index=True)
    title = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    # The company as typed in a form or a lead; "" where the source tells none.
    company = models.CharField(max_length=400, blank=True, default="", db_default="")
    # As the CRM writes it.
    phone = models.CharField(max_length=60, blank=True, default="", db_default="")
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="person_external")
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="person_sort")]


class Objection(models.Model):
    """A person does not want to be watched: nothing of theirs counts, is shown or is stored.

    `how` it came: a code of `accounts.objections`; `by` is who noted it.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField()
    how = models.CharField(max_length=20)
    by = models.CharField(max_length=400, blank=True, default="", db_default="")
    reason = models.CharField(max_length=400, blank=True, default="", db_default="")


class Erasure(models.Model):
    """A person who was erased, or is being: the receipt. It holds no name and no address.

    `digest` is the keyed digest of the address (`accounts.erased`). `found` is how many rows of
    each kind there were to delete, `deleted` how many are. `person_ids` are those that are left.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=400)
    reason = models.CharField(max_length=400, blank=True)
    found = models.JSONField(default=dict)
    deleted = models.JSONField(default=dict)
    person_ids = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)


class ErasedKey(models.Model):
    """The keyed digest of an address or id of somebody erased: what bears it is not taken again."""

    digest = models.CharField(max_length=64, primary_key=True)
    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="keys")


class Spell(models.Model):
    """From when until when a person had this e-mail domain and company: what they are matched by.

    `until` is exclusive; null: still. Never without an address or a company.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spells")
    domain = models.CharField(max_length=253, blank=True)
    registrable = models.CharField(max_length=253, blank=True, db_index=True)
    company = models.CharField(max_length=400, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until__isnull=True), name="spell_one_open"
            ),
            models.UniqueConstraint(fields=["person", "since"], name="spell_since"),
        ]


class Unmatched(models.Model):
    """A person who is new or has changed since `at` and has not been matched with it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()


class Renamed(models.Model):
    """An account that is new, gone, or has another name or domain than it was matched by."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()


class Membership(models.Model):
    """A person belongs to an account from `since` until `until` (exclusive; null: still)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    rule = models.CharField(max_length=30, default="crm")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(until__isnull=True),
                name="membership_one_open",
            )
        ]


class Opportunity(models.Model):
    """A deal. `amount_minor` is in the currency's minor unit."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    external_id = models.CharField(max_length=120)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="opportunities")
    name = models.CharField(max_length=400)
    stage = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    created_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="opportunity_external")
        ]
        indexes = [
            models.Index(fields=["account", "status"], name="opportunity_account"),
            models.Index(
                fields=["account"],
                condition=models.Q(status="open", gone_at__isnull=True),
                name="opportunity_open",
            ),
        ]


class Stir(models.Model):
    """What pages show of an account is another since; null: of any account.

    Rows are only added, and the oldest taken away: `accounts.stirred` reads them by their ids.
    """

    account_id = models.BigIntegerField(null=True)
