"""What the mail tab does beside saving: a test mail, and holding all mail back."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lorgnette.mail import trial
from lorgnette.mail.trial import Trial
from lorgnette.web import replies
from lorgnette.web.guards import AdministratorRequest, administrator
from lorgnette.web.pages import page
from lorgnette.web.reader import language
from lorgnette.workspace.holding import hold_mail, release_mail


@dataclass(frozen=True, slots=True)
class TrialContext:
    """The context of `admin/settings/_trial.html`."""

    trial: Trial
    trial_reply: str


@require_POST
@administrator
def send_test(request: AdministratorRequest) -> HttpResponse:
    """A test mail to whoever asks, the way that every mail goes."""
    ref = trial.send(request.actor, language())
    return HttpResponseRedirect(f"{reverse('settings_mail')}?{urlencode({'trial': ref})}#trial")


@require_safe
@administrator
def test_state(request: AdministratorRequest, ref: str) -> HttpResponse:
    """What became of it, for a page that asks again."""
    sent = trial.of(request.actor, ref)
    if sent is None:
        raise Http404
    context = TrialContext(sent, replies.in_words(sent.reply_code, sent.reply))
    return page(request, "admin/settings/_trial.html", context)


@require_POST
@administrator
def hold(request: AdministratorRequest) -> HttpResponse:
    """Stops all mail."""
    hold_mail(request.actor)
    messages.success(request, gettext("Mail is held back. What is sent waits until you let it go."))
    return redirect("settings_mail")


@require_POST
@administrator
def release(request: AdministratorRequest) -> HttpResponse:
    """Lets it go."""
    release_mail(request.actor)
    messages.success(request, gettext("Mail leaves again, what waited first."))
    return redirect("settings_mail")
