"""A village's goods and its parts of orders, as tables of its export."""

from villages.core.sheets import as_csv


def export_part(village):
    """Goods with price and stock; the village's own parts of orders and their lines."""
    from marketplace.forks.catalogue.models import Product
    from marketplace.forks.order.models import Line
    from marketplace.orders.models import VillageOrder

    goods = Product.objects.filter(partner__village=village).prefetch_related("stockrecords")
    yield (
        "shop/goods.csv",
        as_csv(
            ["title_ko", "title_en", "price_won", "stock", "on_sale"],
            [
                [
                    product.title_ko,
                    product.title_en,
                    int(record.price or 0) if record else "",
                    record.num_in_stock if record else "",
                    product.is_public,
                ]
                for product in goods
                for record in (product.stockrecords.all()[:1] or [None])
            ],
        ),
    )
    parts = VillageOrder.objects.filter(village=village).order_by("pk")
    rows = parts.select_related("order__shipping_address")
    yield (
        "shop/orders.csv",
        as_csv(
            ["number", "placed", "state", "buyer", "phone", "address", "goods_won", "delivery_won"],
            [
                [
                    part.number,
                    part.placed_at.isoformat(),
                    part.status,
                    part.order.contact_name,
                    part.order.contact_phone,
                    str(part.order.shipping_address or ""),
                    part.items,
                    part.shipping,
                ]
                for part in rows
            ],
        ),
    )
    lines = Line.objects.filter(village_order__village=village).select_related(
        "village_order__order"
    )
    yield (
        "shop/lines.csv",
        as_csv(
            ["number", "goods", "unit", "quantity", "won"],
            [
                [line.village_order.number, line.title, line.unit, line.quantity, line.amount]
                for line in lines.order_by("pk")
            ],
        ),
    )
