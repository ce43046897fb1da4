"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.audit import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.audit, name="audit"),
    path("chain/", views.audit_chain, name="audit_chain"),
    path("verify/", views.audit_verify, name="audit_verify"),
    path("export/", views.audit_export, name="audit_export"),
]
