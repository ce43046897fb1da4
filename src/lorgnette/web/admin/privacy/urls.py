"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path, re_path

from lorgnette.web.admin.privacy import machines, people, receipt, retention

urlpatterns: list[URLPattern | URLResolver] = [
    path("", people.privacy, name="privacy"),
    path("erase/", people.erase, name="privacy_erase"),
    path("people/<str:ref>/", people.objection, name="privacy_objection"),
    path("receipts/<str:ref>/", receipt.privacy_receipt, name="privacy_receipt"),
    path("machines/", machines.privacy_machines, name="privacy_machines"),
    path("machines/<str:ref>/human/", machines.privacy_human, name="privacy_human"),
    path("activities/", retention.privacy_retention, name="privacy_retention"),
    re_path(
        r"^receipts/(?P<ref>[^/]+)/receipt\.(?P<form>txt|json)$",
        receipt.privacy_receipt_file,
        name="privacy_receipt_file",
    ),
]
