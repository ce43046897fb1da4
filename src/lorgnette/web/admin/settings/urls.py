"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.settings import mailing, views
from lorgnette.web.admin.settings.tabs import TITLES

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.settings, name="settings"),
    *(
        path(f"{tab.replace('_', '-')}/", views.settings_tab, {"tab": tab}, name=f"settings_{tab}")
        for tab in TITLES
    ),
    path("mail/test/", mailing.send_test, name="settings_mail_test"),
    path("mail/test/<str:ref>/", mailing.test_state, name="settings_mail_trial"),
    path("mail/hold/", mailing.hold, name="settings_mail_hold"),
    path("mail/release/", mailing.release, name="settings_mail_release"),
]
