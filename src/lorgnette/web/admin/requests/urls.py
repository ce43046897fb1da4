"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.requests import extension, links, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.requests, name="requests"),
    path("links/<str:ref>/", links.link_answer, name="link_answer"),
    path("<str:ref>/", extension.extension_answer, name="extension_answer"),
]
