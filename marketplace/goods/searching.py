"""What the search knows about a product; both languages in one row."""


def product_doc(product, *, category=None) -> dict:
    """The row for `villages.finder`: names first, then all a shopper may type."""
    village = product.partner.village
    producer = product.producer
    words = [
        product.unit_ko,
        product.unit_en,
        product.origin_ko,
        product.origin_en,
        product.specialty,
        *((village.name_ko, village.name_en) if village else ()),
        *((village.region.name_ko, village.region.name_en) if village else ()),
        *((producer.name_ko, producer.name_en) if producer else ()),
        *((category.name_ko, category.name) if category else ()),
        product.description_ko,
        product.description_en,
    ]
    return {
        "kind": "product",
        "ref": product.pk,
        "title": " · ".join(filter(None, (product.title_ko, product.title_en))),
        "text": "\n".join(filter(None, words)),
        "url": product.get_absolute_url(),
        "village": village,
        "data": {"price": product.price_won},
    }
