"""One file. Defaults fit development; production sets DATABASE_URL, REDIS_URL and SECRET_KEY."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import services

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = services.state()
VERSION = "0.4.1"

DEBUG = os.environ.get("DEBUG", "") == "1"
IS_EMBEDDED = not os.environ.get("DATABASE_URL")
# What prints a PDF; without it the pages are printed from people's own browsers.
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_PATH = os.environ.get("CHROMIUM_PATH") or next(
    filter(None, map(shutil.which, _BROWSERS)), ""
)


def _secret_key() -> str:
    given = os.environ.get("SECRET_KEY", "")
    # What signs sessions and invitations must not be a word that somebody can think of.
    is_weak = len(given) < 50 or len(set(given)) < 5 or given.startswith("django-insecure")
    if given and (IS_EMBEDDED or not is_weak):
        return given
    if not IS_EMBEDDED:
        raise ImproperlyConfigured(
            "Set SECRET_KEY to at least 50 random characters, the same for web, worker and beat:"
            ' python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    path = STATE_DIR / "secret_key"
    STATE_DIR.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(fresh, path)  # the first of several starting processes wins
        fresh.unlink()
    return path.read_text()


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "connect_timeout": 3},
    }


def _database_url(role: str) -> str:
    name = {"owner": "OWNER_DATABASE_URL", "worker": "WORKER_DATABASE_URL"}.get(
        role, "DATABASE_URL"
    )
    given = os.environ.get(name, "")
    if not given and not IS_EMBEDDED:
        raise ImproperlyConfigured(f"Set {name}: this command works as the database role {role}.")
    return given or services.database_url(role)


SECRET_KEY = _secret_key()
# owner migrates and keeps, worker imports, web answers people (config/sql/roles.sql).
ROLE = os.environ.get("SAMENPLAN_ROLE", "web")
DATABASES = {"default": _database(_database_url(ROLE))}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TRUSTED_ORIGINS", "").split(",") if o]
IS_HTTPS = os.environ.get("HTTPS", "0" if IS_EMBEDDED else "1") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600  # idle; planning.middleware ends every session after 12 hours
# How many proxies of our own stand before us: guessers are told apart by the address they add.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "config",
    "planning",
    "segments",
    "campaigns",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # outermost: redirects to https carry the policy too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "planning.languages.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "planning.middleware.session_end",
    "planning.middleware.active_library",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

AUTH_USER_MODEL = "planning.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "planning.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 1800
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# A guesser waits longer and longer; nobody is locked out for good.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# People are added by an administrator, who knows their address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Samenplan"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_EMBEDDED

# Without a host no mail goes out, and administrators hand over links themselves.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_PORT == 587, EMAIL_PORT == 465
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Samenplan <samenplan@localhost>")

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", STATE_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False

UPLOAD_DIR = Path(os.environ.get("UPLOAD_DIR", STATE_DIR / "uploads"))
# Pictures that an upload brought, made small; workers write them, web processes show them.
COVER_DIR = Path(os.environ.get("COVER_DIR", STATE_DIR / "covers"))
# A folder per library in which its systems may put files, such as by sFTP.
DROP_DIR = Path(os.environ.get("DROP_DIR", STATE_DIR / "aanlevering"))
DROP_STILL_SECONDS = int(os.environ.get("DROP_STILL_SECONDS", "15"))
# Only workers may read this folder: the keys that turn member numbers into codes.
KEY_DIR = Path(os.environ.get("KEY_DIR", STATE_DIR / "keys"))
FILE_UPLOAD_HANDLERS = ["config.receiving.LimitedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = UPLOAD_DIR
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# In the database, so that all web processes count a guesser's attempts together, and a code of the
# second step that was used in one is used in all.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
    }
}

CELERY_BROKER_URL = os.environ.get("REDIS_URL") or services.redis_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A frozen broker must not hold a page: give up after a second, the sweep brings the job.
# Without these limits kombu tries again for another six.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "max_retries": 0,
    "connect_retries_timeout": 1,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "sweep-imports": {"task": "segments.tasks.sweep_imports", "schedule": 5.0},
    "sweep-libraries": {"task": "segments.tasks.sweep_libraries", "schedule": 15.0},
    "sweep-arrivals": {"task": "segments.tasks.sweep_arrivals", "schedule": 60.0},
    "tidy-uploads": {"task": "segments.tasks.tidy_uploads", "schedule": 3600.0},
    "renew-programmes": {"task": "campaigns.tasks.renew_programmes", "schedule": 60.0},
    "sweep-promises": {"task": "segments.tasks.sweep_promises", "schedule": 3600.0},
    "sweep-effects": {"task": "campaigns.tasks.sweep_effects", "schedule": 300.0},
    "sweep-advice": {"task": "segments.tasks.sweep_advice", "schedule": 3600.0},
    "forget-former-people": {
        "task": "planning.tasks.forget_former_people",
        "schedule": 86_400.0,
    },
    "tidy-sessions": {"task": "planning.tasks.tidy_sessions", "schedule": 3600.0},
    "empty-bins": {"task": "planning.tasks.empty_bins", "schedule": 3600.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "config.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
