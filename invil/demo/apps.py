"""App configuration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the package docstring."""

    name = "invil.demo"
    label = "demo"
