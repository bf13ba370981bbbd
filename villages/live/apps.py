"""App configuration."""

from datetime import timedelta

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """See the package docstring."""

    name = "villages.live"
    label = "live"

    def ready(self) -> None:
        """Old events are forgotten every night."""
        from villages.core import timetable
        from villages.live import services

        timetable.register("live.prune", every=timedelta(days=1), run=services.prune)
