"""Structured data (schema.org) of goods, for search engines."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from villages.core import pictures
from villages.portal import hosts
from villages.portal.structured import breadcrumb_data


def product_data(product, *, offer, shelf=None) -> dict:
    """What is sold, for how many won, by which village, and the way to it.

    `offer` is what the strategy said of the product, `shelf` its first shelf. The first
    picture is named as it lies ready; no query where its sizes were fetched before.
    """
    village = product.partner.village
    can_buy = offer.availability.is_available_to_buy
    data = {
        "@type": "Product",
        "name": product.name,
        "description": Truncator(product.text).chars(150),
        "offers": {
            "@type": "Offer",
            "price": product.price_won,
            "priceCurrency": "KRW",
            "availability": f"https://schema.org/{'InStock' if can_buy else 'OutOfStock'}",
            "seller": {"@type": "Organization", "name": village.name},
        },
    }
    if product.image:
        picture = pictures.ready(product.image, "square").src
        data["image"] = hosts.platform_origin() + picture if picture[0] == "/" else picture
    steps = [(_("Market"), reverse("goods:home"))]
    if shelf:
        steps.append((shelf.label, shelf.get_absolute_url()))
    way = breadcrumb_data([*steps, (product.name, "")])
    return {"@context": "https://schema.org", "@graph": [data, way]}
