"""App configuration."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """See the package docstring."""

    name = "villages.core"
    label = "core"
