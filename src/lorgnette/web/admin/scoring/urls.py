"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.scoring import acting, adding, brackets, editing, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.scoring, name="scoring"),
    path("new/", adding.scoring_new, name="scoring_new"),
    path("brackets/", brackets.brackets, name="scoring_brackets"),
    path("back/", editing.scoring_back, name="scoring_back"),
    path("scores/<str:ref>/", editing.scoring_model, name="scoring_model"),
    path("scores/<str:ref>/back/", editing.scoring_back, name="scoring_model_back"),
    path("scores/<str:ref>/name/", adding.scoring_rename, name="scoring_rename"),
    path("scores/<str:ref>/move/", acting.scoring_move, name="scoring_move"),
    path("scores/<str:ref>/retire/", acting.scoring_retire, name="scoring_retire"),
    path("scores/<str:ref>/bring-back/", acting.scoring_bring_back, name="scoring_bring_back"),
    path("scores/<str:ref>/primary/", acting.scoring_primary, name="scoring_primary"),
]
