"""What waits on the stall's desk."""

from django.urls import reverse
from django.utils.translation import ngettext

from marketplace.orders.selectors import open_count
from villages.office.desks import Waiting


def waiting(village, user) -> list[Waiting]:
    """Parcels to send; one query."""
    count = open_count(village)
    if not count:
        return []
    text = ngettext("%(n)d order to send", "%(n)d orders to send", count) % {"n": count}
    return [Waiting(text, reverse("stall:orders", args=[village.slug]), count)]
