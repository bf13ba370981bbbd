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
# Workers share no files: one must not tidy away what lies in another's database.
MEDIA_ROOT = VAR_DIR / "test-media" / os.environ.get("PYTEST_XDIST_WORKER", "main")
# A test's transaction is never committed, so nothing would drop a page; its own tests turn it on.
PAGE_CACHE_SECONDS = 0
LOGGING_CONFIG = None
# Staff of most tests are signed in without a code; its own tests turn it on.
STAFF_NEED_SECOND_STEP = False
if env.redis_url:
    # Each worker of the test run has a Redis database of its own: clearing one cache
    # must not empty another's counters.
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for _cache in CACHES.values():
        _cache["LOCATION"] = f"{env.redis_url.rpartition('/')[0]}/{15 - _worker}"
