"""Who may see an order; the only place that decides."""

from django.http import Http404

from oscar.core.loading import get_model

from marketplace.orders.models import VillageOrder
from marketplace.orders.numbers import clean_number
from villages.portal.access import get_village_for_role, has_role, is_platform_staff
from villages.portal.choices import Role

Order = get_model("order", "Order")
SELLERS = (Role.MANAGER, Role.SELLER)


def get_order(number: str, signature: str):
    """The order of a signed link; 404 for a wrong signature as for a wrong number."""
    order = Order.objects.select_related("shipping_address", "user").filter(number=number).first()
    if order is None or not order.is_signed_by(signature):
        raise Http404
    return order


def find_order(number: str, email: str):
    """The order of a number and an e-mail address, or None: one answer for both wrongs."""
    order = Order.objects.select_related("user").filter(number=clean_number(number)).first()
    if order is None or not order.email or order.email.lower() != email.strip().lower():
        return None
    return order


def get_part_of(order, seq: int) -> VillageOrder:
    """One village's part of an order the reader already has; 404 otherwise."""
    part = order.village_orders.select_related("village", "order").filter(seq=seq).first()
    if part is None:
        raise Http404
    return part


def get_village_for_seller(user, slug: str):
    """The village for whose stall this person acts."""
    return get_village_for_role(user, slug, *SELLERS)


def get_village_for_manager(user, slug: str):
    """The village whose stall this person may set up: fees, days of rest, seller by law."""
    return get_village_for_role(user, slug, Role.MANAGER)


def may_set_up(user, village) -> bool:
    """Whether `get_village_for_manager` lets this person in, who is at the stall already."""
    return has_role(user, village, Role.MANAGER) or is_platform_staff(user)


def get_part_for_seller(village, pk: int) -> VillageOrder:
    """A paid part of the seller's own village; 404 for any other and for unpaid ones."""
    part = (
        VillageOrder.objects.filter(village=village, pk=pk, paid_at__isnull=False)
        .select_related("village", "order__shipping_address", "order__resident")
        .prefetch_related("lines__product", "parcels")
        .first()
    )
    if part is None:
        raise Http404
    return part
