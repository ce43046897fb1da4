"""The start page, which leads on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """An administrator goes to the sales users, a sales user to the accounts."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect("sales_users" if request.user.is_administrator else "accounts")
