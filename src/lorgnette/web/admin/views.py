"""The administration's front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from lorgnette.web.guards import administrator


@require_safe
@administrator
def admin(_request: HttpRequest) -> HttpResponse:
    """Goes where administrators go most."""
    return redirect("sales_users")
