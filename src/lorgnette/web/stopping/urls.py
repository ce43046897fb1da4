"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.stopping import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("stop/<str:token>", views.stop_mails, name="stop_mails"),
    path("stop/<str:token>/undo/", views.stop_mails_undo, name="stop_mails_undo"),
]
