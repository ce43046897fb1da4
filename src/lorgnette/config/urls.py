"""Every door, in one list."""

from django.urls import URLPattern, URLResolver, include, path

from lorgnette.web import errors
from lorgnette.web.admin.views import admin

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lorgnette.web.signin.urls")),
    path("", include("lorgnette.web.acceptance.urls")),
    path("", include("lorgnette.web.suppression.urls")),
    path("", include("lorgnette.web.stopping.urls")),
    path("", include("lorgnette.web.insight.urls")),
    path("", include("lorgnette.api.collect.urls")),
    path("admin/", admin, name="admin"),
    path("admin/users-roles/users/", include("lorgnette.web.admin.users.urls")),
    path("admin/users-roles/roles/", include("lorgnette.web.admin.roles.urls")),
    path("admin/users-roles/sales-users/", include("lorgnette.web.admin.sales_users.urls")),
    path("admin/invite/", include("lorgnette.web.admin.invite.urls")),
    path("admin/requests/", include("lorgnette.web.admin.requests.urls")),
    path("admin/crm/matching/", include("lorgnette.web.admin.matching.urls")),
    path("admin/crm/", include("lorgnette.web.admin.crm.urls")),
    path("admin/moments/", include("lorgnette.web.admin.moments.urls")),
    path("admin/scoring/prediction/", include("lorgnette.web.admin.prediction.urls")),
    path("admin/scoring/", include("lorgnette.web.admin.scoring.urls")),
    path("admin/sources/", include("lorgnette.web.admin.sources.urls")),
    path("admin/view-as/", include("lorgnette.web.admin.view_as.urls")),
    path("admin/mail/", include("lorgnette.web.admin.mail.urls")),
    path("admin/audit/", include("lorgnette.web.admin.audit.urls")),
    path("admin/privacy/", include("lorgnette.web.admin.privacy.urls")),
    path("admin/settings/", include("lorgnette.web.admin.settings.urls")),
    path("admin/mailbox/", include("lorgnette.web.mailbox.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
