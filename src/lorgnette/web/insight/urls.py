"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.insight import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<str:ref>/", views.account, name="account"),
]
