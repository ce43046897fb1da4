"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.scoring import brackets, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.scoring, name="scoring"),
    path("brackets/", brackets.brackets, name="scoring_brackets"),
    path("back/", views.scoring_back, name="scoring_back"),
]
