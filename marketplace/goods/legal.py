"""The product information that shop law asks for, by kind of goods.

After the public notice on product information in electronic commerce (전자상거래 등에서의
상품 등의 정보제공에 관한 고시); plain data, no ORM.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InfoKind(TextChoices):
    """Which list of facts a product needs."""

    FRESH = "fresh", _("Farm, livestock or sea produce")
    PROCESSED = "processed", _("Processed food")
    CRAFT = "craft", _("Craft and other goods")


FACTS = {
    "name": _("Name of the goods"),
    "amount": _("Weight, size or number in a package"),
    "producer": _("Producer"),
    "origin": _("Origin"),
    "made": _("Harvested or made on"),
    "best_before": _("Best before"),
    "food_type": _("Type of food"),
    "ingredients": _("Ingredients and their shares"),
    "nutrition": _("Nutrition"),
    "allergens": _("Allergens"),
    "law": _("Marks by food law (traceability, organic, GMO)"),
    "contents": _("What is in the package"),
    "keeping": _("How to keep it"),
    "material": _("Material"),
    "maker": _("Maker and address"),
    "care": _("Care and cautions"),
    "phone": _("Questions and complaints"),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    InfoKind.FRESH: (
        "name",
        "amount",
        "producer",
        "origin",
        "made",
        "law",
        "contents",
        "keeping",
        "phone",
    ),
    InfoKind.PROCESSED: (
        "name",
        "food_type",
        "maker",
        "made",
        "best_before",
        "amount",
        "ingredients",
        "nutrition",
        "allergens",
        "law",
        "phone",
    ),
    InfoKind.CRAFT: ("name", "material", "amount", "maker", "origin", "care", "phone"),
}


def missing_facts(kind: str, facts: dict[str, str]) -> list[str]:
    """The keys that still have no words."""
    return [key for key in REQUIRED[kind] if not facts.get(key)]


def labelled_facts(kind: str, facts: dict[str, str]) -> list[tuple[str, str]]:
    """The facts in the law's order, each with its label; the empty ones left out."""
    return [(FACTS[key], facts[key]) for key in REQUIRED[kind] if facts.get(key)]
