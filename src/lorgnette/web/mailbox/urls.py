"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.mailbox import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.mailbox, name="mailbox"),
    path("<str:mail_ref>/", views.mailbox_mail, name="mailbox_mail"),
    path("<str:mail_ref>/html/", views.mailbox_html, name="mailbox_html"),
]
