"""Put things into the basket and take them out. Nothing is reserved here."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from oscar.core.loading import get_model

from marketplace.orders.errors import Shortage

Basket = get_model("basket", "Basket")
MOST = 999


@transaction.atomic
def put_in(*, basket, product, quantity: int):
    """Add `quantity` of a product; saves the basket at its first thing.

    Raises `Shortage` where so much cannot be bought, counting what is in already.
    """
    info = basket.strategy.fetch_for_product(product)
    wanted = max(1, min(quantity, MOST))
    already = basket.product_quantity(product)
    allowed, reason = info.availability.is_purchase_permitted(already + wanted)
    if not allowed:
        raise Shortage(str(reason))
    line, _new = basket.add_product(product, wanted)
    return line


@transaction.atomic
def set_quantity(*, basket, line_pk: int, quantity: int) -> None:
    """Set a line's quantity; 0 takes it out. A line that is gone stays gone.

    Raises `Shortage` with the reason where so much cannot be bought.
    """
    line = next((each for each in basket.all_lines() if each.pk == line_pk), None)
    if line is None:
        return
    if quantity <= 0:
        line.delete()
    else:
        allowed, reason = basket.is_quantity_allowed(min(quantity, MOST), line)
        if not allowed:
            raise Shortage(f"{line.product.name}: {reason}", line)
        line.quantity = min(quantity, MOST)
        line.save()
    basket.reset_offer_applications()


@transaction.atomic
def fit_to_stock(*, basket) -> list[str]:
    """Lower what is not there any more to what is; the sentences say what changed."""
    said = []
    for line in list(basket.all_lines()):
        availability = line.purchase_info.availability
        allowed, _reason = basket.is_quantity_allowed(line.quantity, line)
        if allowed:
            continue
        most = getattr(availability, "most", 0)
        if most > 0 and most < line.quantity:
            line.quantity = most
            line.save()
            said.append(
                _("%(name)s: only %(left)d left, so we changed the number.")
                % {"name": line.product.name, "left": most}
            )
        else:
            said.append(
                _("%(name)s is not available any more; we took it out.")
                % {"name": line.product.name}
            )
            line.delete()
    basket.reset_offer_applications()
    return said


@transaction.atomic
def take_over(*, request, user) -> None:
    """Give a guest's basket to the account at sign-in; its cookie goes with the answer."""
    guest = request.basket
    if guest.is_empty or guest.owner_id:
        return
    own = Basket.open.filter(owner=user).order_by("-pk").first()
    if own is None:
        Basket.objects.filter(pk=guest.pk, owner=None).update(owner=user)
    else:
        own.merge(guest, add_quantities=False)
    request.cookies_to_delete.append(settings.OSCAR_BASKET_COOKIE_OPEN)


@transaction.atomic
def refill(*, basket, order) -> int:
    """Put an unpaid order's things back into the basket, as far as they are there."""
    count = 0
    for line in order.lines.select_related("product__product_class", "product__partner__village"):
        if line.product is None:
            continue
        try:
            put_in(basket=basket, product=line.product, quantity=line.quantity)
            count += 1
        except Shortage:
            continue
    return count
