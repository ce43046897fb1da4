"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.suppression import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("never/<str:token>", views.never, name="never"),
    path("never/<str:token>/undo/", views.never_undo, name="never_undo"),
]
