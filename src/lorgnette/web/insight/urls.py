"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.insight import moments_page, potential, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<str:ref>/", views.account, name="account"),
    path("accounts/<str:ref>/potential/", potential.account_potential, name="account_potential"),
    path("accounts/<str:ref>/moments/", moments_page.account_moments, name="account_moments"),
]
