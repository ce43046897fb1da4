"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.view_as import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("stop/", views.stop_viewing, name="view_as_stop"),
    path("sales-user/<str:member_ref>/", views.as_member, name="view_as_member"),
    path("crm-user/<str:crm_ref>/", views.as_crm_user, name="view_as_crm_user"),
]
