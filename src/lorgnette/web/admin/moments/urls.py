"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.moments import acting, editing, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.moment_rules, name="moment_rules"),
    path("new/", editing.moment_new, name="moment_new"),
    path("<str:ref>/", editing.moment_rule, name="moment_rule"),
    path("<str:ref>/turn/", acting.moment_turn, name="moment_turn"),
    path("<str:ref>/move/", acting.moment_move, name="moment_move"),
    path("<str:ref>/back/", acting.moment_back, name="moment_back"),
]
