"""Oscar's analytics, muted: its receivers would write on every product view."""

import oscar.apps.analytics.apps as apps


class AnalyticsConfig(apps.AnalyticsConfig):
    """Keeps the tables Oscar asks for; counts nothing."""

    name = "marketplace.forks.analytics"

    def ready(self) -> None:
        """Connect no receiver."""
