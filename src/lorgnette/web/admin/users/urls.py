"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.users import inviting, pending, removing, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.users, name="admin_users"),
    path("invite/", inviting.invite_administrator, name="administrator_invite"),
    path("<str:member_ref>/resend/", pending.resend, name="administrator_resend"),
    path("<str:member_ref>/revoke/", pending.revoke, name="administrator_revoke"),
    path("<str:member_ref>/remove/", removing.remove, name="administrator_remove"),
]
