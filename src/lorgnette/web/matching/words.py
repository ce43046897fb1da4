"""The codes of matching in words, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

RULES: Mapping[str, Promise] = {
    "crm": gettext_lazy("Link in the CRM"),
    "accepted": gettext_lazy("Accepted by somebody"),
    "exact_domain": gettext_lazy("Same domain"),
    "registrable_domain": gettext_lazy("Below the account’s domain"),
    "sibling_domain": gettext_lazy("Branch of the same domain"),
    "name": gettext_lazy("Company name"),
    "domain_name": gettext_lazy("Domain like the name"),
}
REASONS: Mapping[str, Promise] = {
    "several": gettext_lazy("Several accounts fit."),
    "sibling": gettext_lazy("It is another branch of the domain than the account’s."),
    "shared": gettext_lazy("Many employers share this domain."),
    "name_only": gettext_lazy("A name alone attaches nobody."),
    "switched_off": gettext_lazy("This rule proposes only."),
    "disagrees": gettext_lazy("Accepted at another account; the domain says this one."),
    "only": gettext_lazy("No other account fits."),
    "margin": gettext_lazy("It leads by the margin."),
    "family": gettext_lazy("The parent of all that fit."),
}
NOTHING: Mapping[str, Promise] = {
    "free": gettext_lazy("Free mail"),
    "disposable": gettext_lazy("Throw-away mail"),
    "shared": gettext_lazy("Shared domain"),
    "excluded": gettext_lazy("Excluded domain"),
    "no_account": gettext_lazy("No account of that domain"),
    "no_address": gettext_lazy("No address"),
    "no_name": gettext_lazy("No account of that name"),
    "rejected": gettext_lazy("Rejected by somebody"),
}


def rule(code: str) -> str:
    """The rule by its name."""
    return str(RULES.get(code, code))


def reason(code: str) -> str:
    """A sentence on why somebody is asked."""
    return str(REASONS.get(code, ""))


def nothing(code: str) -> str:
    """Why a person is at no account."""
    return str(NOTHING.get(code, code))


def evidence(by: str, code: str, theirs: str, accounts: str) -> str:
    """One comparison as a sentence; `by` is the candidate's rule."""
    return _sentence(by, code) % {"theirs": theirs, "accounts": accounts}


def _sentence(by: str, code: str) -> str:
    if code == "domain":
        return {
            "exact_domain": gettext("The address’s domain %(theirs)s is the account’s."),
            "registrable_domain": gettext(
                "%(theirs)s lies below the account’s domain %(accounts)s."
            ),
        }.get(by, gettext("%(theirs)s and the account’s %(accounts)s are of one registration."))
    return {
        "company": gettext("The company “%(theirs)s” is like “%(accounts)s”."),
        "country": gettext("The domain ends in %(theirs)s, the account is in %(accounts)s."),
        "label": gettext("The domain %(theirs)s reads like “%(accounts)s”."),
    }[code]
