"""Tables of the rules of interesting moments, their versions, and the moments found."""

from django.db import models

from lorgnette.accounts.models import Account, Person
from lorgnette.kernel.tokens import public_id

# A version is found over history (building), then shown and followed (live). It is old once
# another is live, and off while its rule is: then its moments are taken away.
BUILDING, LIVE, OLD, OFF = "building", "live", "old", "off"


class MomentRule(models.Model):
    """A rule; what it says is in its versions. `place` orders the list, from 1."""

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    is_on = models.BooleanField(default=True)
    place = models.PositiveIntegerField()


class MomentVersion(models.Model):
    """What a rule says; never changed. `definition` is that of `moments.definition`.

    While it is building, the people or accounts up to `reached` are done; `last` was the highest
    id when it began.
    """

    rule = models.ForeignKey(MomentRule, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    sentence_en = models.CharField(max_length=300)
    sentence_fr = models.CharField(max_length=300)
    definition = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10)
    reached = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="momentversion_number"),
            models.UniqueConstraint(
                fields=["rule"], condition=models.Q(state="live"), name="momentversion_one_live"
            ),
            models.UniqueConstraint(
                fields=["rule"],
                condition=models.Q(state="building"),
                name="momentversion_one_building",
            ),
        ]


class Moment(models.Model):
    """Something a version found, once for what triggered it; ids ascend as they are found.

    `subject` is the id of the person or the account that the version looks at one by one, `at`
    when the activity happened that triggered it, `trigger` a digest of that activity. `values`
    are those of its sentence, no sentence.
    """

    version = models.ForeignKey(
        MomentVersion, on_delete=models.CASCADE, db_index=False, related_name="moments"
    )
    subject = models.BigIntegerField()
    at = models.DateTimeField()
    trigger = models.BinaryField(max_length=16)
    kind = models.CharField(max_length=10)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "subject", "at", "trigger"], name="moment_once"
            )
        ]
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="moment_account"),
            models.Index(fields=["account", "kind", "-at", "-id"], name="moment_kind"),
            models.Index(fields=["-at", "-id"], name="moment_at"),
        ]


class MomentTurn(models.Model):
    """The one row (pk 1) that whoever writes moments moves on: two at once cannot both.

    `begun_at`: when the rules that come with the product were put in.
    """

    number = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
