"""The demo's goods: every village sells its own specialties, at plausible prices."""

import random

from django.db import transaction
from django.utils import timezone

from oscar.core.loading import get_model

from invil.demo import places, records
from invil.demo.people import FAMILY, GIVEN, HOUSES
from invil.demo.pictures import SEASONS
from invil.demo.texts import load
from marketplace.delivery.models import DeliveryPolicy
from marketplace.goods.models import Producer, ProductPhoto
from marketplace.goods.services import Listing, list_products, open_stall, put_category
from marketplace.goods.shelves import STANDARD

Category = get_model("catalogue", "Category")
Product = get_model("catalogue", "Product")
FRESH = {
    "fruit",
    "vegetable",
    "grain",
    "nuts",
    "ginseng-herb",
    "mushroom",
    "seafood",
    "livestock",
    "flower",
}
# What the further photos of a specialty, or else of its shelf, show; the village elsewhere.
GROWS_IN = {
    "mandarin": "jeju",
    "hwangtae": "mountain",
    "fruit": "orchard",
    "vegetable": "terrace",
    "grain": "rice",
    "tea": "tea",
    "honey": "mountain",
    "processed": "mountain",
    "seafood": "sea",
    "dried-seafood": "tidal",
}
ANY_GRADE, FRESH_ONLY, SIZED = (1, 2, 3, 9), (0, 7, 8), (4, 5, 6)


def load_goods(loading) -> None:
    """Stalls, delivery policies, producers and about 2,000 products."""
    standing = set(Category.objects.values_list("slug", flat=True))
    shelves = {
        key: put_category(slug=key, name_ko=ko, name_en=en) for key, (ko, en) in STANDARD.items()
    }
    records.remember(shelf for key, shelf in shelves.items() if key not in standing)
    goods = places.specialties()
    done = set(Product.objects.values_list("partner__village", flat=True))
    fresh = [v for v in loading.villages if v.pk not in done]
    for village in loading.progress.over("Goods", fresh):
        with transaction.atomic():
            _stock_village(village, shelves, goods, loading)


def _stock_village(village, shelves, goods, loading) -> None:
    rng = random.Random(f"goods {village.slug}")
    number = 1_000_000_000 + village.pk
    stall = open_stall(
        village=village,
        business_no=f"000-00-{village.pk:05d}",
        mail_order_no=f"{timezone.localdate().year}-demo-{village.pk:04d}",
        representative=rng.choice(FAMILY) + rng.choice(GIVEN),
        address=f"{village.region.parent.name_ko} {village.region.name_ko} {village.township_ko}",
        phone=f"070-0000-{number % 10_000:04d}",
    )
    for storage, fee, free in (
        ("ambient", 3500, 50_000),
        ("chilled", 4500, 70_000),
        ("frozen", 5500, 80_000),
    ):
        DeliveryPolicy.objects.get_or_create(
            partner=stall, storage=storage, defaults={"base_fee": fee, "free_over": free}
        )
    producers = [
        Producer.objects.get_or_create(
            partner=stall,
            name_ko=name,
            defaults={"since": rng.randint(2001, 2022), "name_en": ""},
        )[0]
        for name in rng.sample(HOUSES, k=2)
    ]
    listings = []
    for key in village.specialties:
        listings += _listings(key, village, stall, producers, shelves, goods[key], loading, rng)
    products = list_products(listings=listings)
    if village.slug in places.FLAGSHIPS:
        _more_photos(products, goods, loading)


def _more_photos(products: list, goods, loading) -> None:
    """Two more photos a product: where and when it grows, at noon and at dusk."""
    photos = []
    for product in products:
        row = goods[product.specialty]
        keys = (f"goods:{product.specialty}", *_scenes(row["key"], row))
        pictures = [image for image in map(loading.picture, keys) if image is not None]
        photos += [
            ProductPhoto(product=product, image=image, position=place)
            for place, image in enumerate(pictures)
        ]
    ProductPhoto.objects.bulk_create(photos)


def _scenes(key: str, row: dict[str, str]) -> tuple[str, str]:
    season = tuple(SEASONS)[(int(row["season_start_month"]) - 3) % 12 // 3]
    scene = GROWS_IN.get(key) or GROWS_IN.get(row["category"], "village")
    return f"scene:{scene}:{season}:noon", f"scene:{scene}:{season}:dusk"


def _listings(key, village, stall, producers, shelves, row, loading, rng) -> list[Listing]:
    texts = load("templates/products.yaml")
    words = texts["products"][key]
    category = row["category"]
    allowed = ANY_GRADE + (FRESH_ONLY if category in FRESH else ())
    allowed += SIZED[:2] if category in ("fruit", "vegetable", "nuts", "mushroom") else ()
    grades = rng.sample(allowed, k=min(len(words["sizes"]), 3))
    found = []
    for size, grade_number in zip(words["sizes"], grades, strict=False):
        grade = texts["grades"][grade_number]["text"]
        price = (
            round(
                int(row["typical_price_krw"]) * float(size["factor"]) * rng.uniform(0.9, 1.15) / 500
            )
            * 500
        )
        origin_ko = (
            f"{village.region.parent.name_ko} {village.region.name_ko} {village.township_ko}"
        )
        title_en = words["title"]["en"]
        found.append(
            Listing(
                partner=stall,
                category=shelves[category],
                specialty=key,
                title_ko=f"{grade['ko']} {words['title']['ko']} {size['label']['ko']}",
                title_en=f"{title_en}, {size['label']['en']} ({grade['en'][0].lower()}{grade['en'][1:]})",
                description_ko=words["text"]["ko"],
                description_en=words["text"]["en"],
                unit_ko=size["label"]["ko"],
                unit_en=size["label"]["en"],
                origin_ko=origin_ko,
                origin_en=f"{village.township_en}, {village.region.name_en}",
                price=max(price, 1000),
                stock=rng.randint(12, 90),
                producer=rng.choice(producers),
                storage=row["storage"],
                season=(int(row["season_start_month"]), int(row["season_end_month"])),
                tax_exempt=row["tax_exempt"] == "true",
                info_kind=_info_kind(category),
                facts_ko=_facts(words, size, origin_ko, village, stall, "ko"),
                facts_en=_facts(words, size, village.region.name_en, village, stall, "en"),
                is_demo=True,
                image=loading.picture(f"goods:{key}"),
            )
        )
    return found


def _info_kind(category: str) -> str:
    if category == "craft":
        return "craft"
    return "fresh" if category in FRESH else "processed"


def _facts(words, size, origin: str, village, stall, language: str) -> dict[str, str]:
    said = {
        "ko": {
            "made": "주문 후 발송 전에 수확 또는 포장",
            "law": "해당 없음 (시연용 상품)",
            "best_before": "포장에 따로 표시",
            "nutrition": "해당 없음",
            "allergens": "포장에 따로 표시",
            "food_type": "농수산 가공식품",
            "care": "직사광선을 피해 주십시오",
            "material": "자연 재료",
        },
        "en": {
            "made": "Picked or packed after the order",
            "law": "None (demo goods)",
            "best_before": "Printed on the package",
            "nutrition": "Not required",
            "allergens": "Printed on the package",
            "food_type": "Food made from the harvest",
            "care": "Keep out of direct sun",
            "material": "Natural materials",
        },
    }[language]
    name = village.name_ko if language == "ko" else village.name_en
    return {
        **said,
        "name": words["title"][language],
        "amount": size["label"][language],
        "producer": name,
        "maker": name,
        "origin": origin,
        "contents": words["title"][language],
        "keeping": words["keep"][language],
        "ingredients": words.get("ingredients", {}).get(language, words["title"][language]),
        "phone": stall.phone,
    }


def load_orders(loading) -> None:
    """Three years of paid orders, in bulk; the newest through the shop's own services."""
    from invil.demo.sales import write_sales

    write_sales(loading)
