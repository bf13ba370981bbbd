"""WSGI entry for page workers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invil.settings.production")
application = get_wsgi_application()
