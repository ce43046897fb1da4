"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.matching import ruling, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.people, name="matching"),
    path("answers/", views.answers, name="matching_answers"),
    path("answer/", views.answer, name="matching_answer"),
    path("rules/", ruling.rules, name="matching_rules"),
    path("rules/progress/", ruling.progress, name="matching_progress"),
    path("rules/roll-back/", ruling.roll_back, name="matching_roll_back"),
]
