"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.mail import lifting, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.mail, name="mail"),
    path("check/", views.mail_check, name="mail_check"),
    path("never/<str:ref>/lift/", lifting.mail_lift, name="mail_lift"),
]
