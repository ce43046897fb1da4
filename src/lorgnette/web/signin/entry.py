"""Signs somebody in who has shown who they are otherwise than by a password on our page."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lorgnette.web.signin.adapter import welcomed


def enter(request: HttpRequest, user: AbstractBaseUser, *, to: str = "") -> HttpResponse:
    """A new session, recorded and the browser remembered; the answer leads to `to`, or home."""
    get_adapter(request).login(request, user)
    return welcomed(request, user, redirect(to or reverse("home")))
