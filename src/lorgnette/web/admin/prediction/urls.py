"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.prediction import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.prediction, name="prediction"),
]
