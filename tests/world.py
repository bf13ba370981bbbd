"""The small world every test starts from: three villages in two provinces.

Haean and Toegye lie in one county, Yesong in another province. Built once, into the
template database.
"""

HAEAN, TOEGYE, YESONG = "yanggu-haean", "yanggu-toegye", "wando-yesong"
REGIONS = (
    ("00", None, "nation", "대한민국", "Republic of Korea"),
    ("42", "00", "province", "강원도", "Gangwon State"),
    ("46", "00", "province", "전라남도", "Jeollanam-do"),
    ("42800", "42", "county", "양구군", "Yanggu-gun"),
    ("42810", "42", "county", "인제군", "Inje-gun"),
    ("46890", "46", "county", "완도군", "Wando-gun"),
)
VILLAGES = (
    (HAEAN, "해안마을", "Haean Village", "42800", "commerce", "tea"),
    (TOEGYE, "퇴계마을", "Toegye Village", "42800", "mixed", "plum"),
    (YESONG, "예송마을", "Yesong Village", "46890", "experience", "sea"),
)


def build() -> None:
    """Regions, trunk, villages; by the same services as in production."""
    from villages.portal.models import Region
    from villages.portal.services import NewVillage, ensure_platform, provision_village

    for code, parent, level, name_ko, name_en in REGIONS:
        Region.objects.create(
            code=code,
            level=level,
            name_ko=name_ko,
            name_en=name_en,
            parent=Region.objects.filter(code=parent).first(),
        )
    ensure_platform()
    for slug, name_ko, name_en, county, preset, accent in VILLAGES:
        provision_village(
            NewVillage(
                slug=slug,
                name_ko=name_ko,
                name_en=name_en,
                region_code=county,
                preset=preset,
                accent=accent,
                households=100,
                population=240,
                lat=36.0,
                lon=128.0,
            )
        )


if __name__ == "__main__":
    import django

    django.setup()
    build()
