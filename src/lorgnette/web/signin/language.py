"""Choosing the language of the pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lorgnette.users.actors import actor_of
from lorgnette.users.language import choose_language
from lorgnette.web.signin.adapter import speak
from lorgnette.web.signin.destinations import next_or_home
from lorgnette.web.signin.visitor import agent, client_ip


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """For this browser, and for whoever is signed in on all their devices and in their mails."""
    response, language = redirect(next_or_home(request)), request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        speak(response, language)
        if request.user.is_authenticated:
            actor = actor_of(request.user, ip=client_ip(request), agent=agent(request))
            choose_language(request.user, language, actor)
    return response
