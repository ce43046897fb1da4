"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.users import views

urlpatterns: list[URLPattern | URLResolver] = [path("", views.users, name="admin_users")]
