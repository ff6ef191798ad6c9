"""All settings, read from the environment (or a .env file beside manage.py) with django-environ.

Every variable is explained in docs/environment.md and listed in .env.example. With PRODUCTION=true nothing that
matters has a default: a missing value stops the start. Without it the portal answers on this machine only.
"""

from pathlib import Path

import environ
from csp.constants import SELF
from django.core.management.utils import get_random_secret_key
from django.urls import reverse_lazy

from alliance.roles import ROLES  # noqa: F401  the one table of roles; office/roles.py reads it from settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()
env.read_env(BASE_DIR / ".env")


def _development_key() -> str:
    """Return this checkout's own random key, made on first use: no key is ever known to others."""
    path = VAR_DIR / "secret_key"
    VAR_DIR.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
if PRODUCTION:
    SECRET_KEY = env.str("SECRET_KEY")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    SECRET_KEY = env.str("SECRET_KEY", default="") or _development_key()
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
    DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASES["default"]["ATOMIC_REQUESTS"] = False  # verbs are atomic; pages that only read need no transaction
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: two writers wait for each other instead of losing an update. The rollback journal stays the
    # default, since WAL can corrupt files under SQLite older than 3.51.3.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA recursive_triggers=ON",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = (
    60  # seconds; a file put in place of another is noticed (office/database_file.py)
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "printing",
    "office",
    "cooperatives",
    "returns",
    "events",
    "reports",
    "news",
    "office.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "import_export",
    "simple_history",
    "tinymce",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "office.database_file.same_file",
    "news.kept_pages.kept_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "office.addresses.without_nul",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "alliance.urls"
WSGI_APPLICATION = "alliance.wsgi.application"
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
                "office.context.office",
            ],
            "builtins": ["printing.templatetags.numbers", "news.templatetags.news"],
        },
    },
]

# Who you are
AUTH_USER_MODEL = "office.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "office/locked_out.html"
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", default=0) or None
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 12 * 3600  # seconds: one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "office.typed.csrf_failure"

# What the browser may do
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    if env.bool("BEHIND_PROXY", default=True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What is kept in memory, in every process for itself
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "figures": {  # reports/snapshots.py
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "figures",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# Language, time, numbers
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["alliance.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

# Collecting returns
SILENT_CAMPAIGNS = env.int("SILENT_CAMPAIGNS", default=2)  # how many in a row unanswered before somebody looks

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
PRIVATE_ROOT = env.path("PRIVATE_ROOT", default=str(VAR_DIR / "private"))  # documents of records, never served as files
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the roll of a congress, the rows of a conference with all its photos
DATA_UPLOAD_MAX_NUMBER_FILES = 2000  # forms dropped at once: beyond its own limit the page can still say so

# Sealing reports: the office's certificate, with which their PDF is signed; without one it is not
SIGNING_CERTIFICATE = env.path("SIGNING_CERTIFICATE") if env.str("SIGNING_CERTIFICATE", default="") else None
SIGNING_PASSWORD = env.str("SIGNING_PASSWORD", default="")

# Import and export
IMPORT_EXPORT_USE_TRANSACTIONS = True
SIMPLE_HISTORY_REVERT_DISABLED = True

TINYMCE_DEFAULT_CONFIG = {
    "license_key": "gpl",
    "language": "vi",
    "entity_encoding": "raw",  # otherwise &Yacute; reaches the database and breaks search
    "menubar": False,
    "plugins": "lists link autolink table code wordcount",
    # Only what news/richtext.py lets a post have.
    "toolbar": "undo redo | blocks | bold italic underline | bullist numlist blockquote | link table hr "
    "| subscript superscript | removeformat code",
    "block_formats": "Đoạn văn=p; Đề mục=h2; Đề mục nhỏ=h3",
    "contextmenu": False,  # the browser's own, with its spelling and paste
    "browser_spellcheck": True,
    "convert_urls": False,  # addresses stay as they were typed
    "link_target_list": False,
    "table_advtab": False,
    "table_cell_advtab": False,
    "table_row_advtab": False,
    "table_appearance_options": False,
    "table_default_attributes": {},
    "table_default_styles": {},
    "paste_data_images": False,
    "paste_remove_styles_if_webkit": False,  # they say what is a list in Word: news/word_paste.py reads them
    "height": 460,
    "promotion": False,
    "branding": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
