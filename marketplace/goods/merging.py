"""What a stall does when its village becomes part of another; not while orders are open."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from oscar.core.loading import get_model

from marketplace.delivery.models import DeliveryPolicy
from marketplace.forks.partner.choices import StallStatus
from marketplace.goods.services import open_stall, refresh_search
from villages.portal.merging import Mover, register_mover

Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")


def count(village) -> int:
    """How many goods the stall has, hidden ones too."""
    return Product.objects.filter(partner__village=village).count()


def move(source, target) -> None:
    """Goods and their stock go to the other stall; past orders stay with the old one.

    A kind of parcel the other stall has no fee for takes the old fee along. The old stall
    is closed.
    """
    old = Partner.objects.filter(village=source).first()
    if old is None:
        return
    new = Partner.objects.filter(village=target).first()
    if new is None:
        columns = ("commission_bp", "legal_name_ko", "legal_name_en", "representative",
                   "address", "business_no", "mail_order_no", "phone")  # fmt: skip
        new = open_stall(village=target, **{name: getattr(old, name) for name in columns})
    known = set(new.delivery_policies.values_list("storage", flat=True))
    for policy in DeliveryPolicy.objects.filter(partner=old).exclude(storage__in=known):
        policy.pk, policy.partner = None, new
        policy.save(force_insert=True)
    goods = list(Product.objects.filter(partner=old))
    taken = set(StockRecord.objects.filter(partner=new).values_list("partner_sku", flat=True))
    for record in StockRecord.objects.filter(partner=old):
        if record.partner_sku in taken:
            record.partner_sku = f"{record.partner_sku}-{source.pk}"
        record.partner = new
        record.save(update_fields=["partner", "partner_sku"])
    Product.objects.filter(partner=old).update(partner=new)
    Partner.objects.filter(pk=old.pk).update(status=StallStatus.SUSPENDED)
    for product in Product.objects.filter(pk__in=[thing.pk for thing in goods]):
        refresh_search(product=product)


def register(count_open) -> None:
    """Let goods move with their village, unless `count_open(village)` orders stand open."""

    def objections(village) -> list[str]:
        number = count_open(village)
        if not number:
            return []
        said = ngettext(
            "%(n)d order of the village is still open.",
            "%(n)d orders of the village are still open.",
            number,
        )
        return [said % {"n": number}]

    register_mover(Mover("goods", _("Goods"), count, move, objections))
