"""Django settings, all of them read from QUITTANCE_* variables with working defaults."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from quittance.database import configuration

HOME = Path(os.environ.get("QUITTANCE_HOME", "var")).absolute()
"""Where the embedded database and the generated secret live."""


def _secret() -> str:
    given = os.environ.get("QUITTANCE_SECRET_KEY")
    if given:
        return given
    kept = HOME / "secret_key"
    try:
        return kept.read_text()
    except FileNotFoundError:
        HOME.mkdir(parents=True, exist_ok=True)
        fresh = HOME / f"secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            os.link(fresh, kept)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return kept.read_text()


DEBUG = os.environ.get("QUITTANCE_DEBUG", "") == "1"
SECRET_KEY = _secret()
ALLOWED_HOSTS = os.environ.get("QUITTANCE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("QUITTANCE_ORIGINS", "").split(",") if origin]
SECURE = bool(CSRF_TRUSTED_ORIGINS) and all(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)

INSTALLED_APPS = [
    "quittance.books",
    "quittance.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
]
MIDDLEWARE = [
    "quittance.web.policy.ContentPolicy",
    "quittance.web.limits.SizeLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "quittance.urls"
WSGI_APPLICATION = "quittance.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quittance.web.shell.shell",
            ],
        },
    },
]

DATABASES = {"default": configuration(os.environ.get("QUITTANCE_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "quittance.actions.passwords.Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "quittance.web.signin.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL

MAIL: str = os.environ.get("QUITTANCE_SMTP_URL", "")
"""smtp://user:password@host:587, or smtps:// with TLS from the start; without it no mail is sent."""

_mail = urlsplit(MAIL)
EMAIL_BACKEND = "quittance.actions.mail_access.Backend" if MAIL else "django.core.mail.backends.dummy.EmailBackend"
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp" and EMAIL_PORT != 25 and EMAIL_HOST not in ("localhost", "127.0.0.1", "::1")
EMAIL_TIMEOUT = 20
MAIL_CA = os.environ.get("QUITTANCE_MAIL_CA", "")
"""A file of certificates (PEM) whose owners vouch for mail servers, beside the authorities that the machine trusts."""

MAIL_TOKEN_COMMAND = os.environ.get("QUITTANCE_MAIL_TOKEN_COMMAND", "")
"""A command that prints an access token (OAuth 2) for users of mail servers who have no password."""

DEFAULT_FROM_EMAIL = os.environ.get("QUITTANCE_MAIL_FROM", "quittance@localhost")
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

MESSAGES: str = os.environ.get("QUITTANCE_MESSAGES_URL", "")
"""https://gateway.example/send of a provider, or folder:var/messages, where each text becomes a file; "" sends none."""

MESSAGES_SECRET = os.environ.get("QUITTANCE_MESSAGES_SECRET", "")
MESSAGES_FROM = os.environ.get("QUITTANCE_MESSAGES_FROM", "")
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "quittance.web.refused.no_token"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

WEBHOOKS_LOCAL = os.environ.get("QUITTANCE_WEBHOOKS_LOCAL", "") == "1"
"""Whether webhooks may tell this machine itself, over plain http, for trying them out."""

MAILBOX_LOCAL = os.environ.get("QUITTANCE_MAILBOX_LOCAL", "") == "1"
"""Whether mailboxes may be on servers inside this machine's network."""

KEEP_NOTIFICATIONS_DAYS = int(os.environ.get("QUITTANCE_KEEP_NOTIFICATIONS_DAYS", "400"))
"""How long notifications are kept; 0 is for ever."""

KEEP_MAILS_DAYS = int(os.environ.get("QUITTANCE_KEEP_MAILS_DAYS", "0"))
"""How long a mail that was looked after is kept as it came; 0 is for ever. Its text stays."""

ADDRESS = os.environ.get("QUITTANCE_ADDRESS", CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else "").rstrip("/")
"""Where customers reach this server, for the links in mail; without it mail carries none."""

API_REQUESTS_PER_SECOND = int(os.environ.get("QUITTANCE_API_RATE", "100"))
"""Of one identity, in each web process, with a minute's worth at once."""
