"""What the wizard's answers are refused for: every refusal of a step at once, each by its field."""

from lorgnette.invitations.answers import Answers
from lorgnette.kernel.refusals import Refusal


def check_people(answers: Answers) -> list[Refusal]:
    """Step 1. Fields: crm_refs, first_name, last_name, address, last_day, reason."""
    raise NotImplementedError


def check_permissions(answers: Answers) -> list[Refusal]:
    """Step 2. Fields: account_insight, scope, chosen_ref."""
    raise NotImplementedError


def check_letters(answers: Answers) -> list[Refusal]:
    """Step 3. Fields: {language}_subject and {language}_body, such as `fr_body`."""
    raise NotImplementedError


def has_crm_user(answers: Answers) -> bool:
    """By e-mail: whether the typed address is that of a CRM user (else "own" shows nothing)."""
    raise NotImplementedError
