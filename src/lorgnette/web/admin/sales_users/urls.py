"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.sales_users import (
    actions,
    again,
    bulk,
    editing,
    export,
    handing,
    views,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.sales_users, name="sales_users"),
    path("bulk/", bulk.ask, name="sales_users_ask"),
    path("bulk/<str:bulk_ref>/", bulk.show, name="sales_users_bulk"),
    path("bulk/<str:bulk_ref>/go-on/", bulk.go_on, name="sales_users_bulk_go_on"),
    path("bulk/<str:bulk_ref>/undo/", bulk.undo, name="sales_users_bulk_undo"),
    path("export.csv", export.export, name="sales_users_export"),
    path("<str:member_ref>/", views.sales_user, name="sales_user"),
    path("<str:member_ref>/resend/", actions.resend, name="sales_user_resend"),
    path("<str:member_ref>/link/", handing.link, name="sales_user_link"),
    path("<str:member_ref>/password/", handing.reset, name="sales_user_reset"),
    path("<str:member_ref>/revoke/", actions.revoke, name="sales_user_revoke"),
    path("<str:member_ref>/lock/", actions.lock, name="sales_user_lock"),
    path("<str:member_ref>/unlock/", actions.unlock, name="sales_user_unlock"),
    path("<str:member_ref>/edit/", editing.edit, name="sales_user_edit"),
    path("<str:member_ref>/invite-again/", again.again, name="sales_user_again"),
    path("<str:member_ref>/restore/", again.restore, name="sales_user_restore"),
    path("<str:member_ref>/extend/", actions.extend, name="sales_user_extend"),
]
