"""Tables of the outbox and of the demo's mailbox."""

from django.db import models
from django.db.models import Q

from lorgnette.kernel.tokens import public_id


class Text(models.Model):
    """The subject and body an administrator wrote, shared by a batch's messages of one language."""

    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    body = models.TextField()


class Message(models.Model):
    """A message in the outbox: values and facts with dates, rendered only when it is sent.

    `sealed` holds what the database must not show (the link), encrypted; it is wiped once the
    message is final. `handed_at` is set before the first byte goes out: a message with
    `handed_at` and no outcome may have been sent, and the next try sets `maybe_twice_at`.

    What servers further on report comes by the signed return path: `delayed_at` (they keep
    trying), `delivered_at`, `bounced_at`, `complained_at`. `reply_status` is the enhanced status
    code of the latest such words, such as 5.1.1.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    kind = models.CharField(max_length=30)
    batch_ref = models.CharField(max_length=20, blank=True, db_index=True)
    about_ref = models.CharField(max_length=20, blank=True, db_index=True)
    message_id = models.CharField(max_length=200, unique=True)
    language = models.CharField(max_length=8)
    text = models.ForeignKey(Text, null=True, on_delete=models.PROTECT)
    to_name = models.CharField(max_length=400, blank=True)
    to_address = models.CharField(max_length=254)
    # As `kernel.addresses` writes it; empty for a row that the version before put.
    to_domain = models.CharField(max_length=253, blank=True, default="", db_default="")
    reply_name = models.CharField(max_length=400, blank=True)
    reply_address = models.CharField(max_length=254, blank=True)
    values = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=60, blank=True)
    handed_at = models.DateTimeField(null=True)
    maybe_twice_at = models.DateTimeField(null=True)
    deferred_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    delayed_at = models.DateTimeField(null=True)
    complained_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    final = models.BooleanField(default=False)
    reply_code = models.PositiveSmallIntegerField(null=True)
    reply_text = models.CharField(max_length=500, blank=True)
    reply_status = models.CharField(max_length=12, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="message_due", condition=Q(final=False)
            ),
            # How many went to a domain in the last hour.
            models.Index(
                fields=["sent_at"], name="message_sent", condition=Q(sent_at__isnull=False)
            ),
            models.Index(
                fields=["bounced_at"],
                name="message_bounced",
                condition=Q(bounced_at__isnull=False),
            ),
            # Lists and counts who was not reached.
            models.Index(
                fields=["id"],
                name="message_undelivered",
                condition=Q(bounced_at__isnull=False) | Q(failed_at__isnull=False),
            ),
            models.Index(
                fields=["cancelled_at"],
                name="message_cancelled",
                condition=Q(cancelled_at__isnull=False),
            ),
        ]


class Suppression(models.Model):
    """An address that no invitation is mailed to: its owner said so, or complained.

    `source` is person (the link in a mail), complaint or administrator; `about_ref` is the
    member's public id, where one is known.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    address_key = models.CharField(max_length=254, unique=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=20)
    about_ref = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="suppression_latest")]


class SenderCheck(models.Model):
    """What the DNS said of the sender's domain when it was last asked (pk 1)."""

    at = models.DateTimeField()
    domain = models.CharField(max_length=254)
    selector = models.CharField(max_length=63, blank=True)
    findings = models.JSONField(default=list)


class MailboxMail(models.Model):
    """A mail that the demo's built-in mailbox received, as its recipient would hold it."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    message_id = models.CharField(max_length=200, db_index=True)
    to_address = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=500)
    received_at = models.DateTimeField()
    source = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["-received_at", "-id"], name="mailbox_latest")]
