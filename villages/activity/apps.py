"""App configuration."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """See the package docstring."""

    name = "villages.activity"
    label = "activity"
