"""The doors of this room. allauth's own are not among them: nobody signs up."""

from django.urls import URLPattern, URLResolver, path, re_path

from lorgnette.web.signin import asking, home, joining, language, one_time, profile, reset, signing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("sign-in/", signing.sign_in, name="account_login"),
    path("sign-out/", signing.sign_out, name="account_logout"),
    path("password/reset/", reset.reset_password, name="account_reset_password"),
    path("password/reset/done/", reset.reset_password_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        reset.reset_password_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        reset.reset_password_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("link/<str:token>/", one_time.administrator_link, name="administrator_link"),
    path("access/extend/", asking.extension_ask, name="extension_ask"),
    path("a/<str:token>", joining.joining_link, name="administrator_joining_link"),
    path(
        "administrator-invitation/",
        joining.administrator_invitation,
        name="administrator_invitation",
    ),
    path("administrator-invitation/switch/", joining.joining_switch, name="administrator_switch"),
    path("profile/", profile.profile, name="profile"),
    path("profile/sign-out-elsewhere/", profile.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("language/", language.set_language, name="set_language"),
]
