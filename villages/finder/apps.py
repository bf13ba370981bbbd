"""App configuration."""

from django.apps import AppConfig


class FinderConfig(AppConfig):
    """See the package docstring."""

    name = "villages.finder"
    label = "finder"
