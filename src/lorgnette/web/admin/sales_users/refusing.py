"""A refusal of status 404 is the page that answers every unknown address."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse

from lorgnette.invitations.amend import MemberMissing
from lorgnette.web.guards import AdministratorRequest

P = ParamSpec("P")
View = Callable[Concatenate[AdministratorRequest, P], HttpResponse]


def unknown_is_404(view: View[P]) -> View[P]:
    """Somebody who was never invited has no sheet."""

    @wraps(view)
    def guarded(
        request: AdministratorRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except MemberMissing as missing:
            raise Http404 from missing

    return guarded
