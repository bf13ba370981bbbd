"""App configuration."""

from datetime import timedelta

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """See the package docstring."""

    name = "marketplace.payments"
    label = "payments"

    def ready(self) -> None:
        """Put the sweepers on the timetable."""
        from marketplace.payments.services.refunding import send_due_refunds
        from marketplace.payments.services.sweeping import expire_orders, sync_stale_attempts
        from villages.core import timetable

        timetable.register("payments.sync", every=timedelta(minutes=2), run=sync_stale_attempts)
        timetable.register("payments.expire", every=timedelta(minutes=1), run=expire_orders)
        timetable.register("payments.refunds", every=timedelta(minutes=1), run=send_due_refunds)
