"""Tables of the wizard's drafts, of batches and invitations, and of actions on many people."""

from django.db import models
from django.db.models import Q

from lorgnette.access.models import Grant
from lorgnette.directory.models import CrmUser
from lorgnette.kernel.tokens import public_id
from lorgnette.mail.models import Message
from lorgnette.users.models import Member, User


class Draft(models.Model):
    """The wizard's answers, kept on Back and reload; `answers` is `draft.Answers` as JSON."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_batch_ref = models.CharField(max_length=20, blank=True)


class Batch(models.Model):
    """One press of Send."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    inviter = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    last_day = models.DateField(null=True)
    zone = models.CharField(max_length=60)
    scope = models.CharField(max_length=10)
    invited = models.PositiveIntegerField()
    skipped = models.JSONField(default=list)


class Invitation(models.Model):
    """An offer to a member under one link; the next one to the same member supersedes it.

    Facts with dates; the shown status is derived in `statuses`. A member's current invitation is
    the one without `superseded_at`, whatever became of it; `renews` is the one whose link a
    resend replaced. `moved_from` is the member of the address it was first sent to, where an edit
    changed the address of the same person; it stays through resends. `visited_at` is when the
    link was first fetched, by a person or a program; `opened_at` when a person acted on its page.
    `token_digest` is SHA-256 of the link's token, which is stored nowhere in the clear. Whoever
    changes where a member stands holds the member's row (`standing.hold`).
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invitations")
    product = models.CharField(max_length=30, default="account_insight")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT)
    inviter = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    via = models.CharField(max_length=10)
    renews = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="renewed_by"
    )
    moved_from = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    message = models.OneToOneField(Message, null=True, on_delete=models.SET_NULL)
    token_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    scope = models.CharField(max_length=10)
    chosen = models.ForeignKey(CrmUser, null=True, on_delete=models.PROTECT, related_name="+")
    last_day = models.DateField(null=True)
    zone = models.CharField(max_length=60)
    ends_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    invited_at = models.DateTimeField()
    link_ends_at = models.DateTimeField()
    visited_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "product"],
                condition=Q(superseded_at__isnull=True),
                name="invitation_one_current",
            )
        ]
        indexes = [
            models.Index(fields=["member", "-invited_at"], name="invitation_member"),
            # Few of very many.
            models.Index(
                fields=["moved_from"],
                condition=Q(moved_from__isnull=False),
                name="invitation_moved_from",
            ),
            # Lists and counts those who were invited and have not accepted.
            models.Index(
                fields=["product", "declined_at", "revoked_at", "member"],
                condition=Q(superseded_at__isnull=True, accepted_at__isnull=True),
                name="invitation_unaccepted",
            ),
            models.Index(
                fields=[
                    "product",
                    "ends_at",
                    "member",
                    "declined_at",
                    "revoked_at",
                    "superseded_at",
                    "accepted_at",
                ],
                condition=Q(superseded_at__isnull=True, accepted_at__isnull=True),
                name="invitation_by_end",
            ),
        ]


class LinkAsk(models.Model):
    """Somebody with a link that opens nothing asked for a new one; the worker looks what it is.

    The same row whatever the link was: its writing tells a stranger nothing.
    """

    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    ip = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)


class LinkRequest(models.Model):
    """The invited person's wish for a new link; one is open at a time.

    `answer` is "" while it is open, then sent, declined or moot (the invitation waits no more).
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)
    answered_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(closed_at__isnull=True),
                name="link_request_one_open",
            )
        ]


class Bulk(models.Model):
    """One action on many people: asked for, shown with what it will do, then done in portions.

    `verb` is resend, revoke, extend, lock or unlock. `people` are the ids of the members, frozen
    when it was asked for; the first `done` of them have a `BulkRow`. `terms` holds what it was
    given: `last_day` (null for never), `reason`. Undo goes through the rows again.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=10)
    back = models.CharField(max_length=500, blank=True)
    terms = models.JSONField(default=dict)
    people = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undo_owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    undo_started_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="bulk_going_on",
                condition=Q(started_at__isnull=False, finished_at__isnull=True)
                | Q(undo_started_at__isnull=False, undone_at__isnull=True),
            )
        ]


class BulkRow(models.Model):
    """What became of one person: `outcome` is done, refused (with `reason`), undone or kept.

    `before` and `after` are the facts of `grant` that undo puts back, and only where they are
    still as they were left.
    """

    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="rows")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    grant = models.ForeignKey(Grant, null=True, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=10)
    reason = models.JSONField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulk", "member"], name="bulk_row_once")]
        indexes = [models.Index(fields=["bulk", "outcome", "id"], name="bulk_row_outcome")]
