# SPDX-License-Identifier: MPL-2.0
"""Every setting of Udmønt. What a town may set comes from the environment; docs/reference/settings.md explains each."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from udmoent.desk.account.configuration import read_sign_in_file
from udmoent.lib.dates import parse_date

env = environ.Env()
PACKAGE = Path(__file__).parent


def data_folder() -> Path:
    return Path(env.str("UDMOENT_DATA", default="data")).resolve()


def day_the_clock_stands_at():
    text = env.str("UDMOENT_TODAY", default="")
    day = parse_date(text) if text else None
    if text and day is None:
        raise ImproperlyConfigured(f"UDMOENT_TODAY={text!r} is not a date. Write it as 2025-09-30.")
    return day


def secret_key() -> str:
    """From the environment, else made once and kept beside the database, readable by its owner only."""
    key = env.str("UDMOENT_SECRET_KEY", default="")
    if key:
        return key
    file = UDMOENT_DATA / "secret-key"
    if not file.exists():
        return secrets.token_urlsafe(48)
    return file.read_text(encoding="utf-8").strip()


def database() -> dict:
    """SQLite in the data folder, or what DATABASE_URL names."""
    config = env.db_url("DATABASE_URL", default=f"sqlite:///{UDMOENT_DATA / 'udmoent.sqlite3'}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: a writer that first reads must not lose its lock to another one half-way.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return config
    # A worker keeps its connection, and on it the server keeps what it has worked out of a query: to begin anew costs it
    # more than to answer.
    prepared: dict = {"server_side_binding": True, "prepare_threshold": 5}
    # The sums of a large plan are grouped in memory; to compile such a query costs more than to run it.
    prepared["options"] = "-c jit=off -c work_mem=32MB"
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return kept | config | {"OPTIONS": prepared | config.get("OPTIONS", {})}


def mail() -> dict:
    """The server that sends mail, or a folder in the data folder that keeps what would have been sent."""
    address = env.str("UDMOENT_MAIL", default="")
    if not address:
        folder = UDMOENT_DATA / "mail"
        return {"EMAIL_BACKEND": "udmoent.lib.mail_folder.EmailBackend", "EMAIL_FILE_PATH": folder}
    try:
        return env.email_url_config(address)
    except (ImproperlyConfigured, ValueError) as fault:
        # The address holds a password, and is not repeated.
        raise ImproperlyConfigured("UDMOENT_MAIL: write it as smtp+tls://user:password@host:587.") from fault


UDMOENT_DATA = data_folder()
# Settings may also be kept beside the data, so that every program on it has the same ones; the environment comes first.
env.read_env(UDMOENT_DATA / "settings.env")
UDMOENT_FILES = UDMOENT_DATA / "files"
UDMOENT_TODAY = day_the_clock_stands_at()
UDMOENT_MUNICIPALITY = env.str("UDMOENT_MUNICIPALITY", default="")

DEBUG = env.bool("UDMOENT_DEBUG", default=False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("UDMOENT_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
UDMOENT_HTTPS = env.bool("UDMOENT_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = UDMOENT_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if UDMOENT_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if UDMOENT_HTTPS else None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = env.int("UDMOENT_SESSION_HOURS", default=12) * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "udmoent.ui",
    "udmoent.audit",
    "udmoent.organisation",
    "udmoent.meetings",
    "udmoent.plan",
    "udmoent.economy",
    "udmoent.indicators",
    "udmoent.followup",
    "udmoent.editions",
    "udmoent.catalogue",
    "udmoent.cases",
    "udmoent.documents",
    "udmoent.intake",
    "udmoent.demo",
    "udmoent.desk",
    "udmoent.cli",
    # After the desk, whose templates go before their own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "udmoent.desk.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "udmoent.desk.access.LockedByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "udmoent.urls"
WSGI_APPLICATION = "udmoent.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "udmoent.desk.surroundings.surroundings",
            ],
        },
    },
]

DATABASES = {"default": database()}
# Long work waits in the database for `udmoent work`, which runs beside the server.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by every process, so that what counts attempts to sign in counts them all. `udmoent setup` makes the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
CSRF_FAILURE_VIEW = "udmoent.desk.errors.stale_form"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# How people sign in: django-allauth. Nobody makes an account alone; see desk/account/.
ACCOUNT_ADAPTER = "udmoent.desk.account.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # a town's own people give the addresses
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "udmoent.desk.account.forms.SignInForm",
    "confirm_login_code": "udmoent.desk.account.forms.CodeForm",
}
# A town hall comes from one address: what is counted for an address allows many people, for one sign-in few attempts.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,8/15m/key",
    "request_login_code": "60/m/ip,3/5m/key",
    "reset_password": "60/m/ip,3/5m/key",
    "reset_password_from_key": "60/m/ip",
}
# A server in front tells who calls; without one nobody's word is taken for it.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("UDMOENT_PROXIES", default=1 if UDMOENT_HTTPS else 0)
MFA_ADAPTER = "udmoent.desk.account.adapters.TwoFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {"authenticate": "udmoent.desk.account.forms.TwoFactorForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Udmønt"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not UDMOENT_HTTPS
USERSESSIONS_ADAPTER = "udmoent.desk.account.adapters.SessionsAdapter"
SOCIALACCOUNT_ADAPTER = "udmoent.desk.account.adapters.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# By a link: a form's answer may not lead to another site, by our own policy.
SOCIALACCOUNT_LOGIN_ON_GET = True
UDMOENT_SIGN_IN_FILE = Path(env.str("UDMOENT_SIGN_IN", default=str(UDMOENT_DATA / "sign-in.toml")))
UDMOENT_SIGN_IN = read_sign_in_file(UDMOENT_SIGN_IN_FILE, is_named="UDMOENT_SIGN_IN" in env.ENVIRON)
SOCIALACCOUNT_PROVIDERS = UDMOENT_SIGN_IN.as_allauth_has_it(UDMOENT_SIGN_IN_FILE.parent)

MAIL = mail()
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = MAIL.get("EMAIL_FILE_PATH") or None
EMAIL_HOST = MAIL.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = MAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("UDMOENT_MAIL_FROM", default="Udmønt <udmoent@localhost>")
# Where the pages are, as mails tell it: nobody asks for a page when `udmoent remind` runs.
UDMOENT_SITE = env.str(
    "UDMOENT_SITE", default=f"https://{ALLOWED_HOSTS[0]}" if UDMOENT_HTTPS else "http://127.0.0.1:8000"
).rstrip("/")

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = UDMOENT_DATA / "static"
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # every item of the largest plans may be chosen in one form
