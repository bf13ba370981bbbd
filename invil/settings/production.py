"""Several processes behind a proxy: PostgreSQL, Redis, https. Refuses demo secrets."""

from django.core.exceptions import ImproperlyConfigured

from invil.settings.base import *
from invil.settings.base import env
from invil.settings.env import DEMO_SECRET_KEY

if env.secret_key == DEMO_SECRET_KEY or len(env.secret_key) < 50:
    raise ImproperlyConfigured("Set INVIL_SECRET_KEY to 50 random characters or more.")
if not env.hosts:
    raise ImproperlyConfigured("Set INVIL_HOSTS to the host names served, by commas.")
for name in ("database_url", "redis_url"):
    if not getattr(env, name):
        raise ImproperlyConfigured(f"Set INVIL_{name.upper()}.")
if env.stripe_api_base:
    raise ImproperlyConfigured("INVIL_STRIPE_API_BASE is for tests; unset it.")

FAKE_STRIPE = False
PLATFORM_SCHEME = "https"
WAGTAILADMIN_BASE_URL = f"https://{env.host}"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
VISITS_OWN_THREAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
