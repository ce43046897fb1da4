"""What is typed into the sign-in and reset pages, checked by allauth on canonical addresses."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.account.internal.userkit import filter_users_by_email
from django import forms
from django.http import HttpRequest

from lorgnette.kernel.addresses import parse_address
from lorgnette.kernel.refusals import Refusal
from lorgnette.users.reset import mail_nothing
from lorgnette.web.pages import say
from lorgnette.web.signin.visitor import agent, client_ip

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


class ResetForm(ResetPasswordForm):
    """allauth's; nobody gets a mail who has not set a password before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.CharField(required=False, max_length=LONGEST_ADDRESS)

    def clean_email(self) -> str:
        key = _key(self.cleaned_data["email"])
        found = filter_users_by_email(key, is_active=True, for_login=True)
        self.users = [user for user in found if user.has_usable_password()]
        return key

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            return str(super().save(request, **kwargs))
        key: str = self.cleaned_data["email"]
        mail_nothing(key, ip=client_ip(request), agent=agent(request))
        return key


def _key(raw: str) -> str:
    try:
        return parse_address(raw).key
    except Refusal as refusal:
        raise forms.ValidationError(say(refusal)) from None
