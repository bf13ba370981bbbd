"""One machine, one process, nothing to set: SQLite, memory, console mail, the fake Stripe."""

from invil.settings.base import *
from invil.settings.base import CONTENT_SECURITY_POLICY, PLATFORM_HOST, env

VAR_DIR = env.var_dir
VAR_DIR.mkdir(parents=True, exist_ok=True)

if env.https:
    # A proxy ends TLS before us and says so; without this nobody could send a form.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SERVE_MEDIA = True
FAKE_STRIPE = not env.stripe_api_key
if FAKE_STRIPE:
    STRIPE_API_KEY = "sk_test_demo"
    STRIPE_WEBHOOK_SECRET = "whsec_demo"  # noqa: S105  known to everybody, of the stand-in
    STRIPE_API_BASE = f"http://{PLATFORM_HOST}/fakestripe"
    STRIPE_CHECKOUT_ORIGIN = "'self'"
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = ["'self'"]
