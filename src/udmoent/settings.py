# SPDX-License-Identifier: MPL-2.0
"""Every setting of Udmønt. What a town may set comes from the environment; docs/reference/settings.md explains each."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

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
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "udmoent.ui",
    "udmoent.audit",
    "udmoent.organisation",
    "udmoent.meetings",
    "udmoent.plan",
    "udmoent.economy",
    "udmoent.editions",
    "udmoent.documents",
    "udmoent.intake",
    "udmoent.demo",
    "udmoent.desk",
    "udmoent.cli",
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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
CSRF_FAILURE_VIEW = "udmoent.desk.errors.stale_form"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

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
