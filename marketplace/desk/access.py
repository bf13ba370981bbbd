"""Who may look after the market as a whole; the only place that decides."""

from django.http import Http404

from oscar.core.loading import get_model

from villages.portal.access import require_staff

Category = get_model("catalogue", "Category")
Order = get_model("order", "Order")
Partner = get_model("partner", "Partner")

__all__ = ["get_order_for_staff", "get_shelf_for_staff", "get_stall_for_staff", "require_staff"]


def get_order_for_staff(user, number: str):
    """Any order, for platform staff; 404 to everybody else."""
    require_staff(user)
    order = Order.objects.select_related("shipping_address", "user").filter(number=number).first()
    if order is None:
        raise Http404
    return order


def get_shelf_for_staff(user, pk: int):
    """A shelf of the market, for platform staff; 404 to everybody else."""
    require_staff(user)
    shelf = Category.objects.filter(pk=pk).first()
    if shelf is None:
        raise Http404
    return shelf


def get_stall_for_staff(user, slug: str):
    """A village's stall, whether it sells or not, for platform staff; 404 to everybody else."""
    require_staff(user)
    stall = (
        Partner.objects.filter(village__slug=slug).select_related("village__region__parent").first()
    )
    if stall is None:
        raise Http404
    return stall
