"""App configuration."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """See the package docstring."""

    name = "media"
    label = "media"

    def ready(self) -> None:
        """Signals."""
        from media import receivers  # noqa: F401
