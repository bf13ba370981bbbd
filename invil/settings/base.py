"""What every installation shares. Embedded, test and production differ by a few lines."""

from urllib.parse import urlsplit

from oscar.defaults import *

import dj_database_url
from csp.constants import NONE, SELF
from stripe import DEFAULT_API_BASE as STRIPE_API_BASE_LIVE

from invil.settings.env import ROOT, env

VAR_DIR = env.var_dir
SECRET_KEY = env.secret_key
DEBUG = False
PLATFORM_HOST = env.host
PLATFORM_SCHEME = "https" if env.https else "http"
ALLOWED_HOSTS = [host for host in env.hosts.split(",") if host] or ["*"]
if env.village_domain:
    ALLOWED_HOSTS.append(f".{env.village_domain.strip('.').lower()}")
ROOT_URLCONF = "invil.urls"
WSGI_APPLICATION = "invil.wsgi.application"
ASGI_APPLICATION = "invil.asgi.application"
SITE_ID = 1

OUR_APPS = [
    "villages.core",
    "villages.accounts",
    "villages.activity",
    "villages.live",
    "villages.notifications",
    "villages.moderation",
    "villages.finder",
    "villages.portal.apps.PortalConfig",
    "villages.office",
    "villages.community",
    "learning",
    "marketplace.goods",
    "marketplace.orders",
    "marketplace.delivery",
    "marketplace.payments",
    "marketplace.stall",
    "invil.adoption",
    "invil.demo",
    "media",
]
WAGTAIL_APPS = [
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
]
DJANGO_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]
OSCAR_APPS = [
    "marketplace.shop.Shop",
    "marketplace.forks.analytics.apps.AnalyticsConfig",
    "marketplace.forks.checkout.apps.CheckoutConfig",
    "marketplace.forks.address.apps.AddressConfig",
    "marketplace.forks.shipping.apps.ShippingConfig",
    "marketplace.forks.catalogue.apps.CatalogueConfig",
    "marketplace.forks.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "marketplace.forks.partner.apps.PartnerConfig",
    "marketplace.forks.basket.apps.BasketConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "marketplace.forks.offer.apps.OfferConfig",
    "marketplace.forks.order.apps.OrderConfig",
    "marketplace.forks.customer.apps.CustomerConfig",
    "marketplace.forks.search.apps.SearchConfig",
    "marketplace.forks.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "marketplace.forks.dashboard.apps.DashboardConfig",
    "oscar.apps.dashboard.reports.apps.ReportsDashboardConfig",
    "oscar.apps.dashboard.users.apps.UsersDashboardConfig",
    "marketplace.forks.dashboard.orders.apps.OrdersDashboardConfig",
    "marketplace.forks.dashboard.catalogue.apps.CatalogueDashboardConfig",
    "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
    "oscar.apps.dashboard.partners.apps.PartnersDashboardConfig",
    "oscar.apps.dashboard.pages.apps.PagesDashboardConfig",
    "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
    "oscar.apps.dashboard.reviews.apps.ReviewsDashboardConfig",
    "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
    "oscar.apps.dashboard.communications.apps.CommunicationsDashboardConfig",
    "oscar.apps.dashboard.shipping.apps.ShippingDashboardConfig",
    "widget_tweaks",
    "treebeard",
    "sorl.thumbnail",
    "django_tables2",
    "channels",
]
INSTALLED_APPS = OUR_APPS + WAGTAIL_APPS + DJANGO_APPS + OSCAR_APPS

MIDDLEWARE = [
    "villages.core.room.RoomMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "villages.core.compression.Compression",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "villages.core.middleware.ReaderMiddleware",
    "villages.core.middleware.CleanInputMiddleware",
    "villages.portal.middleware.VillageHostMiddleware",
    "invil.adoption.visits.VisitMiddleware",
    "villages.portal.middleware.PageCacheMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "villages.accounts.middleware.SecondStepMiddleware",
    "villages.portal.middleware.VillageMiddleware",
    "villages.core.middleware.RefusalMiddleware",
    "marketplace.forks.basket.middleware.BasketMiddleware",
    "villages.portal.redirects.RedirectMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "invil" / "templates", ROOT / "marketplace" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "villages.core.context_processors.platform",
                "oscar.apps.search.context_processors.search_form",
                "oscar.apps.checkout.context_processors.checkout",
                "oscar.core.context_processors.metadata",
            ],
            "builtins": [
                "villages.core.templatetags.look",
                "villages.core.templatetags.fields",
            ],
        },
    }
]

# --- data ---------------------------------------------------------------
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
    ),
}


def database(url: str) -> dict:
    """One database's settings: PostgreSQL with a pool, or SQLite in WAL mode."""
    config = dj_database_url.parse(url, conn_max_age=0)
    if config["ENGINE"].endswith("postgresql"):
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.pool_size}}
    elif config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = dict(SQLITE_OPTIONS)
    return config


DATABASES = {"default": database(env.database_url or f"sqlite:///{VAR_DIR / 'invil.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if env.redis_url:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.redis_url,
            "KEY_PREFIX": "invil",
        },
        "pages": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.redis_url,
            "KEY_PREFIX": "invil-pages",
        },
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [env.redis_url], "prefix": "invil"},
        }
    }
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        # A store of its own: pages never push out a counter of tries.
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "pages",
            "OPTIONS": {"MAX_ENTRIES": 1000},
        },
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
LIVE_ACROSS_PROCESSES = bool(env.redis_url)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- people -------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"villages.accounts.passwords.{name}"} for name in ("NotLikeMe", "Length", "NotCommon")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email", "phone", "password1*"]
ACCOUNT_ADAPTER = "villages.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "villages.accounts.forms.LoginForm",
    "signup": "villages.accounts.forms.SignupForm",
    "change_password": "villages.accounts.forms.ChangePasswordForm",
    "set_password": "villages.accounts.forms.SetPasswordForm",
    "reauthenticate": "villages.accounts.forms.ReauthenticateForm",
    "reset_password_from_key": "villages.accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[INVIL] "
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SIGNUP_REDIRECT_URL = "/me/"
# The second step at sign-in: staff need it for their desks, everybody else may have it.
STAFF_NEED_SECOND_STEP = True
MFA_ADAPTER = "villages.accounts.second_step.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "villages.accounts.code_forms.SignInCodeForm",
    "reauthenticate": "villages.accounts.code_forms.AskAgainCodeForm",
    "activate_totp": "villages.accounts.code_forms.FirstCodeForm",
}
MFA_TOTP_ISSUER = "INVIL"
MFA_TOTP_TOLERANCE = 1  # slow fingers, and clocks of phones that go half a minute wrong
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no address is proved here, and many have a number only

# --- language and time --------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LETTER_LANGUAGE = "ko"  # to people whose own language nobody knows yet
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [ROOT / "invil" / "locale"]
TIME_ZONE = env.time_zone
USE_TZ = True
WAGTAIL_I18N_ENABLED = False

# --- files --------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [ROOT / "invil" / "static"]
MEDIA_URL = "/media/"
SERVE_MEDIA = False
SEND_BY_PROXY = env.send_by_proxy
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "invil.storage.StaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# --- Wagtail ------------------------------------------------------------
WAGTAIL_SITE_NAME = "INVIL"
WAGTAIL_FINISH_WORKFLOW_ACTION = "villages.portal.workflow.publish_approved"
WAGTAILADMIN_BASE_URL = f"{PLATFORM_SCHEME}://{PLATFORM_HOST}"
# The approvers of a village are told by ourselves (`portal.approvals`).
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_LOGIN_URL = "account_login"
# Closed pages send a reader to the one sign-in: it limits the tries and asks for the second step.
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Addresses and passwords are changed with one's details, where a letter proves them.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "media.VillageImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.VillageImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.VillageDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.VillageDocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES = []
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.VillageMedia",
    "MEDIA_FORM_BASE": "media.forms.VillageMediaForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
INVIL_VILLAGE_LANGUAGE = "ko"  # of recordings, if nobody says another
INVIL_VILLAGE_BYTES = 2_000_000_000  # photos and files of one village, if nothing else is said
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# For browsers without AVIF: a quarter lighter than the default, and nobody sees it.
WAGTAILIMAGES_WEBP_QUALITY = 75
# As good to the eye as the WebP above, and soft shadows stay soft at half its weight.
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": True}
}
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_MODERATION_ENABLED = False
# Wagtail's own half a second is too often for a slow line in a village.
WAGTAIL_AUTOSAVE_INTERVAL = 5000
X_FRAME_OPTIONS = "SAMEORIGIN"

# --- market -------------------------------------------------------------
OSCAR_SHOP_NAME = "INVIL"
OSCAR_DEFAULT_CURRENCY = env.currency
OSCAR_SLUG_ALLOW_UNICODE = True
OSCAR_BASKET_COOKIE_LIFETIME = 30 * 24 * 60 * 60
PHONENUMBER_DEFAULT_REGION = "KR"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_GUEST_CHECKOUT_WITH_ACCOUNT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_MODERATE_REVIEWS = False
OSCAR_FROM_EMAIL = env.email_from
OSCAR_HOMEPAGE = "/market/"
OSCAR_THUMBNAILER = "oscar.core.thumbnails.SorlThumbnail"
OSCAR_DEFAULT_THUMBNAILER = OSCAR_THUMBNAILER
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"
STRIPE_API_KEY = env.stripe_api_key
STRIPE_WEBHOOK_SECRET = env.stripe_webhook_secret
STRIPE_API_BASE = env.stripe_api_base or STRIPE_API_BASE_LIVE
STRIPE_CHECKOUT_ORIGIN = "https://checkout.stripe.com"
FAKE_STRIPE = False

# --- safety -------------------------------------------------------------
LOOSE_PREFIXES = ("/cms/", "/staff/")
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": LOOSE_PREFIXES,
    "DIRECTIVES": {
        "default-src": [SELF],
        # Styles and connections follow the default: said again they cost every page bytes.
        "script-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF, STRIPE_CHECKOUT_ORIGIN],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "villages.core.views.csrf_failure"

# --- mail, log ----------------------------------------------------------
DEFAULT_FROM_EMAIL = env.email_from
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if env.email_url:
    _mail = urlsplit(env.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_TLS = _mail.scheme == "smtps"
# Either of the two optional sign-up fields is enough; the form itself insists on one.
# Frames: the page editor shows its preview in one, of the same origin only.
SILENCED_SYSTEM_CHECKS = ["account.W001", "security.W019"]
HELP_PHONE = env.help_phone
ADMIN_EMAIL = env.admin_email
ADMIN_PASSWORD = env.admin_password
# Where the timetable runs in another process, each web process writes its own page views.
VISITS_OWN_THREAD = False
VILLAGE_DOMAIN = env.village_domain
# How long a stranger may see a public page as it was; a change drops it at once. 0: never.
PAGE_CACHE_SECONDS = 60
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stdout"], "level": env.log_level},
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "oscar": {"level": "WARNING"},
    },
}
