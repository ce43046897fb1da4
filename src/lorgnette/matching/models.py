"""Tables of what accounts are found by, what was decided and why, and what people answered."""

from django.db import models

from lorgnette.accounts.models import Account, Person, Spell


class AccountKey(models.Model):
    """What an account is found by: `kind` is registrable, name or token."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=253)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "kind", "account"], name="accountkey_once")
        ]


class Decision(models.Model):
    """What the rules said of a spell, and the evidence; `account` is null where it is nobody's.

    `outcome` is attached, review or nothing; `rule` and `reason` are codes of `rules`.
    """

    spell = models.OneToOneField(Spell, on_delete=models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=10)
    rule = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    evidence = models.JSONField(default=dict)
    # What a new account's name would be found by.
    name_key = models.CharField(max_length=120, blank=True, db_index=True, db_default="")
    label_key = models.CharField(max_length=120, blank=True, db_index=True, db_default="")
    version = models.PositiveIntegerField()
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account"], name="decision_account"),
            models.Index(fields=["rule", "person"], name="decision_rule"),
        ]


class Candidate(models.Model):
    """An account that a person may belong to and that somebody has to say yes or no to."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=30)
    reason = models.CharField(max_length=30, blank=True)
    score = models.PositiveSmallIntegerField()
    evidence = models.JSONField(default=dict)
    # Those of one rule at one account with the same evidence can be answered together.
    alike = models.CharField(max_length=300, blank=True)
    # Among the person's candidates, 0 for the best, whose score is `best`.
    place = models.PositiveSmallIntegerField(default=0, db_default=0)
    best = models.PositiveSmallIntegerField(default=0, db_default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "account"], name="candidate_once")]
        indexes = [
            models.Index(fields=["-score", "person", "id"], name="candidate_order"),
            models.Index(fields=["place", "-best", "person"], name="candidate_first"),
            models.Index(fields=["account", "alike"], name="candidate_alike"),
        ]


class Answer(models.Model):
    """What somebody said of a person and an account: `accepted` or not; undone is not deleted.

    An accepted one holds since `since`, the beginning of the spell it was said of.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    accepted = models.BooleanField()
    since = models.DateTimeField()
    rule = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=60)
    by_name = models.CharField(max_length=400)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "account"],
                condition=models.Q(undone_at__isnull=True),
                name="answer_once",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(undone_at__isnull=True, accepted=True),
                name="answer_one_accepted",
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="answer_at")]


class RuleSet(models.Model):
    """A version of the rules. The one in force is the published one with the highest number."""

    version = models.PositiveIntegerField(primary_key=True)
    values = models.JSONField(default=dict)
    note = models.CharField(max_length=400, blank=True)
    copied_from = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField()
    by_ref = models.CharField(max_length=60)
    by_name = models.CharField(max_length=400)


class Rerun(models.Model):
    """One way of the rules through all people, a portion after another."""

    version = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    last_person = models.BigIntegerField(default=0)
