"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.crm import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.crm, name="crm"),
    path("<str:source_ref>/sync/", views.crm_sync, name="crm_sync"),
    path("runs/<str:run_ref>/answer/", views.crm_answer, name="crm_answer"),
    path("runs/<str:run_ref>/problems/", views.crm_problems, name="crm_problems"),
]
