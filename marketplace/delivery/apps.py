"""App configuration."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """See the package docstring."""

    name = "marketplace.delivery"
    label = "delivery"
