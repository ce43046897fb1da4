"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.acceptance import accepting, declining, link, switching

urlpatterns: list[URLPattern | URLResolver] = [
    path("i/<str:token>", link.invitation_link, name="invitation_link"),
    path("invitation/", accepting.invitation, name="invitation"),
    path("invitation/switch/", switching.invitation_switch, name="invitation_switch"),
    path("invitation/decline/", declining.invitation_decline, name="invitation_decline"),
]
