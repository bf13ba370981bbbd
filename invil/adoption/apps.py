"""App configuration."""

from datetime import timedelta

from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    """See the package docstring."""

    name = "invil.adoption"
    label = "adoption"

    def ready(self) -> None:
        """Count every ten minutes, write page views every half minute; register what is shown."""
        from invil.adoption import home_panels, me, office_numbers, services, visits
        from villages.core.timetable import register

        register("adoption.fill", every=timedelta(minutes=10), run=services.fill)
        register("adoption.visits", every=timedelta(seconds=30), run=visits.flush)
        me.register()
        home_panels.register()
        office_numbers.register()
