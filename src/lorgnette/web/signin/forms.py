"""What is typed into the sign-in and reset pages, checked by allauth on canonical addresses."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms

from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.refusals import Refusal
from lorgnette.web.pages import say

LONGEST_ADDRESS, LONGEST_PASSWORD = 320, 256


class SigninForm(LoginForm):
    """allauth's, with an address that is compared in its one canonical form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(required=False, max_length=LONGEST_ADDRESS)
        self.fields["password"] = forms.CharField(
            required=False, max_length=LONGEST_PASSWORD, strip=False
        )

    def clean_login(self) -> str:
        return _key(self.cleaned_data["login"])

    def clean_password(self) -> str:
        return str(self.cleaned_data["password"])


class ResetForm(forms.Form):
    """The address alone: whether it is anybody's is not looked at here."""

    email = forms.CharField(required=False, max_length=LONGEST_ADDRESS)

    def clean_email(self) -> str:
        return _key(self.cleaned_data["email"])


def _key(raw: str) -> str:
    try:
        return parse_address(raw).key
    except Refusal as refusal:
        raise forms.ValidationError(say(refusal)) from None
