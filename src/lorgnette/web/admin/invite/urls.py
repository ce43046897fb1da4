"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.admin.invite import (
    drafts,
    message,
    people,
    permissions,
    progress,
    readdress,
    sending,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", drafts.invite, name="invite"),
    path("batches/<str:batch_ref>/", progress.batch, name="batch"),
    path("batches/<str:batch_ref>/rows/", progress.batch_rows, name="batch_rows"),
    path("batches/<str:batch_ref>/resend/", progress.batch_resend, name="batch_resend"),
    path(
        "batches/<str:batch_ref>/address/<str:member_ref>/",
        readdress.batch_address,
        name="batch_address",
    ),
    path("<str:draft_ref>/people/", people.people, name="invite_people"),
    path("<str:draft_ref>/people/matching/", people.matching, name="invite_matching"),
    path("<str:draft_ref>/permissions/", permissions.permissions, name="invite_permissions"),
    path("<str:draft_ref>/permissions/crm-users/", permissions.crm_users, name="invite_crm_users"),
    path("<str:draft_ref>/message/", message.message, name="invite_message"),
    path("<str:draft_ref>/preview/", message.preview, name="invite_preview"),
    path("<str:draft_ref>/test/", sending.test, name="invite_test"),
    path("<str:draft_ref>/send/", sending.send, name="invite_send"),
]
