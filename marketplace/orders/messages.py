"""What buyers and villages are told, in their language; all through the outbox."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.orders.models import Parcel, VillageOrder
from villages.core.templatetags.look import won
from villages.notifications.services import notify, queue_mail
from villages.portal.choices import Role
from villages.portal.models import Membership

SELLER_ROLES = (Role.MANAGER, Role.SELLER)


def absolute(path: str) -> str:
    """The address on the platform's own host; never taken from a request."""
    return f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}{path}"


def confirm_to_buyer(order) -> None:
    """One confirmation per order, whoever brought the news of the payment."""
    with translation.override(order.locale):
        lines = [
            _("Thank you. Your order %(number)s is paid: ₩%(total)s.")
            % {"number": order.number, "total": f"{order.total:,}"},
            "",
        ]
        for part in order.village_orders.prefetch_related("lines").select_related("village"):
            lines.append(f"{part.village.name} · {won(part.total)}")
            lines += [f"  {line.quantity} × {line.title}" for line in part.lines.all()]
        lines += ["", _("See where your parcels are:"), absolute(order.get_absolute_url())]
        _mail(order, _("Order %(number)s is paid") % {"number": order.number}, lines, "paid")


def tell_village(part: VillageOrder) -> None:
    """A new part to pack, for everybody who sells for the village."""
    for hat in _sellers(part.village):
        notify(
            user=hat.user,
            kind="order.new",
            village=part.village,
            params={"number": part.number, "village": part.village.name_ko},
            url=reverse("stall:order", args=[part.village.slug, part.pk]),
            dedupe_key=f"order-paid:{part.pk}",
        )


def tell_buyer_of_parcel(parcel: Parcel) -> None:
    """The parcel is on its way, with its number."""
    part = parcel.village_order
    order = part.order
    with translation.override(order.locale):
        lines = [
            _("%(village)s has sent your parcel.") % {"village": part.village.name},
            f"{parcel.get_carrier_display()} {parcel.tracking}".strip(),
            parcel.url,
            "",
            absolute(order.get_absolute_url()),
        ]
        subject = _("A parcel of order %(number)s is on its way") % {"number": order.number}
        _mail(order, subject, lines, f"parcel:{parcel.pk}")


def tell_of_cancelling(part: VillageOrder) -> None:
    """The buyer and the village learn that a part is cancelled."""
    order = part.order
    with translation.override(order.locale):
        lines = [
            _("The part of %(village)s in your order %(number)s is cancelled.")
            % {"village": part.village.name, "number": order.number},
            _("₩%(sum)s goes back the way you paid.") % {"sum": f"{part.total:,}"},
            "",
            absolute(order.get_absolute_url()),
        ]
        subject = _("Cancelled: a part of order %(number)s") % {"number": order.number}
        _mail(order, subject, lines, f"cancelled:{part.pk}")
    for hat in _sellers(part.village):
        notify(
            user=hat.user,
            kind="order.cancelled",
            village=part.village,
            params={"number": part.number},
            url=reverse("stall:order", args=[part.village.slug, part.pk]),
            dedupe_key=f"order-cancelled:{part.pk}",
        )


def tell_of_late_payment(order) -> None:
    """The goods were gone when the money came: it goes back in full."""
    with translation.override(order.locale):
        lines = [
            _("Your payment for order %(number)s came after the goods were gone.")
            % {"number": order.number},
            _("We pay back all of it: ₩%(sum)s.") % {"sum": f"{order.total:,}"},
            "",
            absolute(order.get_absolute_url()),
        ]
        subject = _("We pay back order %(number)s") % {"number": order.number}
        _mail(order, subject, lines, "late")


def _sellers(village):
    return (
        Membership.objects.current()
        .filter(village=village, role__in=SELLER_ROLES, user__is_active=True)
        .select_related("user")
    )


def _mail(order, subject: str, lines: list[str], what: str) -> None:
    if order.email:
        queue_mail(
            to=order.email,
            subject=subject,
            body="\n".join(lines) + "\n",
            dedupe_key=f"order:{order.number}:{what}",
        )
