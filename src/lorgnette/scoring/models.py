"""Tables of the computed scores."""

from django.db import models

from lorgnette.accounts.models import Account


class AccountScore(models.Model):
    """An account's score today: integer tenths, 0 to 1000. Every present account has one.

    `weeks` holds the highest daily score of each of the last 13 weeks, oldest first, in tenths.
    `change` is today's score less that of seven days ago.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="score"
    )
    day = models.DateField()
    tenths = models.PositiveSmallIntegerField()
    change = models.SmallIntegerField()
    weeks = models.JSONField(default=list)
    last_activity_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-tenths", "account"], name="score_rank"),
            models.Index(fields=["-change", "-tenths", "account"], name="score_moved"),
        ]
