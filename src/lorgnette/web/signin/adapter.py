"""What allauth asks of us: mail through the outbox, journeys into the audit trail."""

from allauth.account.adapter import DefaultAccountAdapter


class SigninAdapter(DefaultAccountAdapter):
    pass
