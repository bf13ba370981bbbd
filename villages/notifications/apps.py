"""App configuration."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """See the package docstring."""

    name = "villages.notifications"
    label = "notifications"

    def ready(self) -> None:
        """The outbox is drained by the timetable; the inbox stands on `/me/`."""
        from villages.accounts import me
        from villages.core import timetable
        from villages.notifications import services

        timetable.register(
            "notifications.outbox", every=timedelta(seconds=10), run=services.drain_outbox
        )
        me.register_section(
            me.Section(
                key="inbox",
                title=_("For you"),
                icon="bell",
                order=10,
                template="notifications/_inbox.html",
                content=_inbox,
            )
        )


def _inbox(user) -> dict | None:
    # What is new comes first, however old it is: it stays in the count until it is opened.
    newest = F("read_at").desc(nulls_first=True), "-created_at"
    lines = list(user.inbox.select_related("village").order_by(*newest)[:12])
    return (
        {"lines": lines, "unread": sum(line.read_at is None for line in lines)} if lines else None
    )
