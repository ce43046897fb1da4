"""The doors of this room."""

from django.urls import URLPattern, URLResolver, path

from lorgnette.web.insight import (
    activity_page,
    best_bets_page,
    family_page,
    live,
    machines_page,
    moments_page,
    notifications,
    person_page,
    potential,
    report,
    score_page,
    search_page,
    views,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<str:ref>/", views.account, name="account"),
    path("accounts/<str:ref>/score/", score_page.account_score, name="account_score"),
    path("accounts/<str:ref>/family/", family_page.account_family, name="account_family"),
    path("accounts/<str:ref>/potential/", potential.account_potential, name="account_potential"),
    path("accounts/<str:ref>/moments/", moments_page.account_moments, name="account_moments"),
    path("machines/", machines_page.machines, name="machines"),
    path("person/<str:ref>/", person_page.person, name="person"),
    path("best-bets/", best_bets_page.best_bets, name="best_bets"),
    path("best-bets/put-off/", best_bets_page.put_off, name="put_off"),
    path("best-bets/not-now/", best_bets_page.not_now_or_again, name="not_now"),
    path("live/", live.live, name="live"),
    path("activity/", activity_page.activity, name="activity"),
    path("search/", search_page.search, name="search"),
    path("mails/", notifications.notifications, name="notifications"),
    path("mails/follow/", notifications.follow, name="follow"),
    path("report/", report.report, name="report"),
    path("report.csv", report.report_csv, name="report_csv"),
]
