"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.scoring import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.scoring, name="scoring"),
    path("back/", views.scoring_back, name="scoring_back"),
]
