"""Django's settings, derived from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from lorgnette.config import environment
from lorgnette.config.logs import logging_settings

ENV = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = ENV.secrets
BASE_URL = ENV.base_url
HOME = ENV.home.resolve()
DEMO = ENV.demo
SMTP_URL = ENV.smtp_url
RETURN_PATH = ENV.return_path
BOUNCE_FOLDER = ENV.bounce_folder
DNS_SERVER = ENV.dns_server
DELIVERY_REPORTS = ENV.delivery_reports
PROXIES = ENV.proxies
SEALING_SECRETS = ENV.secrets
FIXED_SETTINGS = ENV.fixed_settings
METRICS_TOKEN = ENV.metrics_token
LOGGING = logging_settings(ENV.log_format, ENV.log_level, demo=DEMO)

_base = urlsplit(BASE_URL)
_https = _base.scheme == "https"
ALLOWED_HOSTS = [_base.hostname or "", *(["127.0.0.1", "localhost"] if DEMO else [])]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "lucide",
    "lorgnette.audit",
    "lorgnette.workspace",
    "lorgnette.directory",
    "lorgnette.mail",
    "lorgnette.accounts",
    "lorgnette.users",
    "lorgnette.activities",
    "lorgnette.access",
    "lorgnette.scoring",
    "lorgnette.matching",
    "lorgnette.prediction",
    "lorgnette.invitations",
    "lorgnette.insight",
    "lorgnette.crm",
    "lorgnette.web",
]

MIDDLEWARE = [
    "lorgnette.web.health.requests.Told",
    "lorgnette.web.health.doors.Doors",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lorgnette.web.bodies.Bodies",
    "lorgnette.web.readable.Readable",
    "lorgnette.web.settings_once.SettingsOnce",
    "lorgnette.web.signin.sessions.SessionLimits",
]

ROOT_URLCONF = "lorgnette.config.urls"
WSGI_APPLICATION = "lorgnette.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["lorgnette.web.templatetags.forms"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

_SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
    "PRAGMA mmap_size=268435456; PRAGMA cache_size=-32000;",
}
_database_url = ENV.database_url or f"sqlite:///{HOME / 'lorgnette.sqlite3'}"
_database: dict[str, Any] = dict(
    dj_database_url.parse(_database_url, conn_max_age=60, conn_health_checks=True)
)
if _database["ENGINE"].endswith("sqlite3"):
    Path(_database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _database["ENGINE"] = "lorgnette.kernel.sqlite"
    _database["OPTIONS"] = _SQLITE_OPTIONS
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "lorgnette_cache",
        # Rate limits live here: a flood must not push them out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "users.User"
PASSWORD_HASHERS = [
    "lorgnette.users.passwords.Argon2idHasher",
]
# What a password may be is said in lorgnette.users.passwords, in our words.
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = []
PASSWORD_RESET_TIMEOUT = 4 * 3600
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "lorgnette.web.signin.adapter.SigninAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "address_key"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 (a class)
# `key` is the address, counted apart on devices known to it (web.signin.devices). Failures in a
# row are counted for good, in a table of their own (users.failures).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "30/m/ip,5/1h/key",
    "change_password": "5/m/user",
    "ask_link": "30/h/ip",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "lorgnette.users.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_NAME = "__Host-session" if _https else "lorgnette_session"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "lorgnette_csrf"
CSRF_FAILURE_VIEW = "lorgnette.web.errors.csrf_failed"
SESSION_COOKIE_AGE = 14 * 24 * 3600

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
# TLS ends at a reverse proxy, which redirects to it; the strictness is for this host alone, since
# what its neighbours under the same domain do is not ours to decide.
SECURE_SSL_REDIRECT = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "lorgnette_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static"
STATICFILES_FINDERS: list[str] = []
# Assets are named by their content: a browser never asks twice.
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{12}\.(css|js)$"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
