"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.sales_users import actions, handing, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.sales_users, name="sales_users"),
    path("<str:member_ref>/", views.sales_user, name="sales_user"),
    path("<str:member_ref>/resend/", actions.resend, name="sales_user_resend"),
    path("<str:member_ref>/link/", handing.link, name="sales_user_link"),
    path("<str:member_ref>/revoke/", actions.revoke, name="sales_user_revoke"),
    path("<str:member_ref>/lock/", actions.lock, name="sales_user_lock"),
    path("<str:member_ref>/unlock/", actions.unlock, name="sales_user_unlock"),
    path("<str:member_ref>/extend/", actions.extend, name="sales_user_extend"),
]
