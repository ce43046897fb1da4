"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.acceptance import accepting, asking, declining, link, switching, visiting

urlpatterns: list[URLPattern | URLResolver] = [
    path("i/<str:token>", link.invitation_link, name="invitation_link"),
    path("invitation/", accepting.invitation, name="invitation"),
    path("invitation/opened/", visiting.invitation_opened, name="invitation_opened"),
    path("invitation/ask/", asking.invitation_ask, name="invitation_ask"),
    path("invitation/asked/", asking.invitation_asked, name="invitation_asked"),
    path("invitation/switch/", switching.invitation_switch, name="invitation_switch"),
    path("invitation/decline/", declining.invitation_decline, name="invitation_decline"),
]
