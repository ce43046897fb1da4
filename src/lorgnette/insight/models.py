"""Tables of the mails about accounts: what each person wishes, follows, and was told."""

from django.db import models

from lorgnette.accounts.models import Account, Person
from lorgnette.insight.lists import models as lists  # noqa: F401 (tables of this app too)
from lorgnette.mail.models import Message
from lorgnette.scoring.moments.models import Moment
from lorgnette.users.models import Member

DAILY, WEEKLY, MOMENTS = "daily", "weekly", "moments"


class MailWishes(models.Model):
    """What a member chose; without a row it is as the defaults say.

    `hour` is of their morning in `zone`, "" for the company's. `moments_at` is when the last mail
    of moments was made: whoever makes the next one moves it on.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="mail_wishes"
    )
    daily = models.BooleanField(default=True)
    weekly = models.BooleanField(default=True)
    moments = models.BooleanField(default=True)
    weekends = models.BooleanField(default=False)
    hour = models.PositiveSmallIntegerField(default=7)
    zone = models.CharField(max_length=60, blank=True)
    moments_at = models.DateTimeField(null=True)


class Edition(models.Model):
    """That a member's mail of a `day` of theirs was made: `message` is null where there was
    nothing to say, or nobody to tell.

    With `lease_until` it is not made yet: `lease_holder` is at it until then, or, where that is
    `edition_claims.FAILED`, it could not be made and rests.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    day = models.DateField()
    made_at = models.DateTimeField()
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    lease_until = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "day"], name="edition_one_a_day")
        ]
        indexes = [
            models.Index(fields=["made_at"], name="edition_made"),
            models.Index(
                fields=["lease_holder"],
                condition=models.Q(lease_until__isnull=False),
                name="edition_leased",
            ),
        ]


class Subscription(models.Model):
    """A member wants to hear of moments at once: of an account, of a person, or of a kind at any
    of their accounts. `topic` says which in one word, so that nobody follows the same twice.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=40)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "topic"], name="subscription_once")
        ]
        indexes = [models.Index(fields=["topic"], name="subscription_topic")]


class Alert(models.Model):
    """A moment that a member is told of: once, however often its rule finds it anew.

    `key` says what happened; `made_at` is when its mail was made or it was let go, null before.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    moment = models.ForeignKey(Moment, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="alert_once")]
        indexes = [
            models.Index(
                fields=["member"], condition=models.Q(made_at__isnull=True), name="alert_waiting"
            ),
            models.Index(fields=["at"], name="alert_at"),
        ]


class MomentsRead(models.Model):
    """The one row (pk 1): up to which moment subscriptions were looked at."""

    last_id = models.BigIntegerField(default=0)


class NotNow(models.Model):
    """A member does not want a person among their best bets, until the person does something."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "person"], name="notnow_once")]
