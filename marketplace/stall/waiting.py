"""What waits on the stall's desk."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from oscar.core.loading import get_model

from marketplace.orders.selectors import open_counts
from villages.office.desks import Waiting
from villages.portal.choices import VillageStatus

Product = get_model("catalogue", "Product")
OrderLine = get_model("order", "Line")
FEW = 3  # pieces; so few are gone before somebody looks again
LAST_TIME = timedelta(days=180)  # sold before this is another season's


def waiting(village, user) -> list[Waiting]:
    """Parcels to send, and what their buyers ask; goods that run out; last year's goods whose
    season has come. A resting village has only the parcels: it sells nothing. Two queries."""
    goods = reverse("stall:goods", args=[village.slug])
    rests = village.status == VillageStatus.ARCHIVED
    (parcels, noted), (few, resting) = open_counts(village), (0, 0) if rests else _goods(village)
    lines = [
        (
            parcels,
            ngettext("%(n)d order to send", "%(n)d orders to send", parcels),
            reverse("stall:orders", args=[village.slug]),
        ),
        (
            noted,
            ngettext(
                "%(n)d order to send comes with a request of its buyer",
                "%(n)d orders to send come with requests of their buyers",
                noted,
            ),
            reverse("stall:orders", args=[village.slug]),
        ),
        (
            few,
            ngettext("%(n)d product is nearly gone", "%(n)d products are nearly gone", few),
            goods,
        ),
        (
            resting,
            ngettext(
                "%(n)d product of last year is in season and not on sale",
                "%(n)d products of last year are in season and not on sale",
                resting,
            ),
            goods,
        ),
    ]
    return [Waiting(words % {"n": count}, url, count) for count, words, url in lines if count]


def _goods(village) -> tuple[int, int]:
    """How many on sale are nearly gone, and how many that sold last year rest in their season."""
    now = timezone.localtime()
    sold = OrderLine.objects.filter(product=OuterRef("pk"), order__date_placed__lt=now - LAST_TIME)
    in_season = Product.objects.in_season(now.month).filter(partner__village=village)
    found = Product.objects.filter(partner__village=village).aggregate(
        few=Count("pk", filter=Q(is_public=True, available_qty__lte=FEW)),
        resting=Count(
            "pk",
            filter=Q(is_public=False, season_start__isnull=False, pk__in=in_season.values("pk"))
            & Exists(sold),
        ),
    )
    return found["few"], found["resting"]
