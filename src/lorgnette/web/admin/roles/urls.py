"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.roles import views

urlpatterns: list[URLPattern | URLResolver] = [path("", views.roles, name="admin_roles")]
