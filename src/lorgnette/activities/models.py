"""Tables of activities, what was already seen, the roll-up by day, and events coming in."""

from django.db import models

from lorgnette.accounts.models import Account, Person
from lorgnette.directory.models import Source
from lorgnette.kernel.tokens import public_id


class Activity(models.Model):
    """Something a person did. Nothing points here; queries are bounded in time.

    `account` is null where the person belonged to none at that time. `follows`: the account is
    that of the person's stay then, and changes with it (`activities.attach`); otherwise a source
    gave it. `bot` is why it is taken for a machine's, "" for a human's: such are not counted.
    `human_at` is when somebody said that a human did it: it is never taken for a machine's again.
    """

    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    type = models.CharField(max_length=40)
    at = models.DateTimeField()
    weight = models.SmallIntegerField()
    subject = models.CharField(max_length=400, blank=True)
    properties = models.JSONField(null=True)
    bot = models.CharField(max_length=20, blank=True, default="", db_default="")
    follows = models.BooleanField(default=False, db_default=False)
    human_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("account", models.F("at").desc(), "weight", name="activity_account"),
            models.Index("person", models.F("at").desc(), name="activity_person"),
            models.Index(
                models.F("at").desc(),
                models.F("id").desc(),
                "account",
                "type",
                name="activity_latest",
            ),
            # What machines did is little, and looked for among much.
            models.Index(
                "account",
                models.F("at").desc(),
                condition=models.Q(bot__gt=""),
                name="activity_machine",
            ),
            models.Index(
                "person",
                models.F("at").desc(),
                condition=models.Q(bot__gt=""),
                name="activity_machine_person",
            ),
        ]


class Seen(models.Model):
    """The ids a source already gave: an activity is stored once, for ever."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE)
    id_hash = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "id_hash"], name="seen_once")]


class DayCount(models.Model):
    """How many activities of one type a person had at an account on one workspace day."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    type = models.CharField(max_length=40)
    day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "day", "person", "type"], name="daycount_once"
            )
        ]


class Touched(models.Model):
    """A mark that an account's score may be another now; an account may have several.

    Rows are only added and taken away: a mark of a transaction that is still open is never lost.
    """

    account_id = models.BigIntegerField()


class Arrival(models.Model):
    """What changed among the activities in one go, for whoever finds moments in them.

    `spans` are [account id or null, person id or null, first, last]: instants in seconds since
    1970. Rows are only added and taken away.
    """

    spans = models.JSONField()


class Unsifted(models.Model):
    """The same for whoever finds machines in them: `activities.sift` takes them away."""

    spans = models.JSONField()


class Recount(models.Model):
    """A person whose days are to be counted anew, from the instant `reached`; null: all."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    reached = models.DateTimeField(null=True)


class MachineRules(models.Model):
    """What is taken for a machine's: the one row (pk 1); without it as `activities.machine_rules`.

    `burst` activities within a second are; null: any number may be a human's. `networks` holds
    address ranges of data centres. While all people are looked at anew, those up to `reached` are.
    """

    burst = models.PositiveIntegerField(null=True)
    networks = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.CharField(max_length=400, blank=True)
    reached = models.BigIntegerField(null=True)


class KeptFor(models.Model):
    """Activities of a type are kept for so many days; of a type without a row for ever."""

    type = models.CharField(max_length=40, primary_key=True)
    days = models.PositiveIntegerField()


class EventSource(models.Model):
    """Something that sends events, with its limits.

    `rules` are those of `activities.event_rules`, in their order; `minute` and `minute_count` how
    many events came in the present minute; `limit_minute` null is no limit. `unknown` are names
    of track calls that no rule knows: how often, and when last.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="event_source")
    disabled_at = models.DateTimeField(null=True)
    limit_minute = models.PositiveIntegerField(null=True)
    back_days = models.PositiveIntegerField()
    anonymous_days = models.PositiveIntegerField()
    dead_days = models.PositiveIntegerField()
    rules = models.JSONField(default=list)
    minute = models.DateTimeField(null=True)
    minute_count = models.PositiveIntegerField(default=0)
    last_event_at = models.DateTimeField(null=True)
    unknown = models.JSONField(null=True)


class SourceKey(models.Model):
    """A write key by its digest; `tail` are its last four letters; `ends_at`: it was replaced."""

    source = models.ForeignKey(EventSource, on_delete=models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)


class SourceDay(models.Model):
    """What a source sent on one workspace day: taken, given before, and dead.

    `dropped` of the taken were not kept: of somebody who objects, or who was erased.
    """

    source = models.ForeignKey(EventSource, on_delete=models.CASCADE, db_index=False)
    day = models.DateField()
    taken = models.PositiveBigIntegerField()
    known = models.PositiveBigIntegerField()
    dead = models.PositiveBigIntegerField()
    dropped = models.PositiveBigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "day"], name="sourceday_once")]


class Visitor(models.Model):
    """An anonymous id or a user id of a source, and whose it is."""

    source = models.ForeignKey(EventSource, on_delete=models.CASCADE, db_index=False)
    id_hash = models.BinaryField(max_length=16)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "id_hash"], name="visitor_once")]


class EventGroup(models.Model):
    """A company as a source's `group` calls, or a person's `company` trait, describe it."""

    source = models.ForeignKey(EventSource, on_delete=models.CASCADE, db_index=False)
    external_id = models.CharField(max_length=120)
    name = models.CharField(max_length=400, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="eventgroup_external")
        ]


class GroupMember(models.Model):
    """A source said at `at` (the latest time) that the person is of that group."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    group = models.ForeignKey(EventGroup, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="groupmember_once")]


class Waiting(models.Model):
    """What somebody did before anybody knew who it was: theirs as soon as they say so.

    With a `group` it says that they are of it, and is no activity.
    """

    source = models.ForeignKey(EventSource, on_delete=models.CASCADE, db_index=False)
    visitor_hash = models.BinaryField(max_length=16)
    received_at = models.DateTimeField()
    type = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    subject = models.CharField(max_length=400, blank=True)
    properties = models.JSONField(null=True)
    bot = models.CharField(max_length=20, blank=True)
    group = models.ForeignKey(EventGroup, null=True, on_delete=models.CASCADE, db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["source", "visitor_hash"], name="waiting_visitor"),
            models.Index(fields=["received_at"], name="waiting_received"),
        ]


class DeadEvent(models.Model):
    """An event that could not be taken, with the reason: a code of `activities.reasons`.

    `payload` is the event as it came, or the beginning of one that was too large (`whole` is no).
    `sent_at` is when its batch said that it was sent.
    """

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    source = models.ForeignKey(EventSource, on_delete=models.CASCADE, db_index=False)
    id_hash = models.BinaryField(max_length=16)
    message_id = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=30)
    payload = models.TextField()
    whole = models.BooleanField(default=True)
    received_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    replayed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "id_hash"], name="deadevent_once")]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="deadevent_received"),
            models.Index(fields=["source", "-received_at", "-id"], name="deadevent_source"),
        ]
