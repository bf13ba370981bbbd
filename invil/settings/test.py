"""Settings for the test run: the embedded stack, faster hashing, tasks at once."""

import os

from invil.settings.embedded import *
from invil.settings.embedded import CACHES, VAR_DIR, env

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "test-media"
LOGGING_CONFIG = None
if env.redis_url:
    # Each worker of the test run has a Redis database of its own: clearing one cache
    # must not empty another's counters.
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{env.redis_url.rpartition('/')[0]}/{15 - _worker}"
