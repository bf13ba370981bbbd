"""The demo world: sound as live writes leave it, loaded once, taken away whole."""

import contextlib
import json
import shutil
import sqlite3

import pytest

from tests.e2e.serving import kept_world, manage

ROLES = {
    "resident",
    "reporter",
    "editor",
    "manager",
    "committee",
    "seller",
    "tutor",
    "moderator",
    "learner",
    "shopper",
    "officer",
    "platform-staff",
    "national-administrator",
}
REAL = """
from villages.accounts.models import User
from villages.portal.models import Region
from villages.portal.services import NewVillage, grant_role, provision_village
real = provision_village(NewVillage(slug="inje-real", name_ko="진짜마을", name_en="Real Village",
                                    region_code="42810"))
user = User.objects.create_user(email="real@invil.example", password="x", first_name="Real")
grant_role(user=user, village=real, role="manager")
"""  # fmt: skip
GONE = (
    "villages_village WHERE is_demo", "accounts_user WHERE is_demo", "order_order",
    "orders_villageorder", "catalogue_product", "goods_productphoto", "learning_coursepage",
    "learning_enrolment",
    "learning_certificate", "community_thread", "media_villageimage", "media_villagemedia",
    "media_mediawords", "demo_demorecord",
    "adoption_visitcount",
    "villages_newspage", "finder_searchdoc WHERE village_id IS NOT NULL",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A copy of the loaded world, for this file alone."""
    place = tmp_path_factory.mktemp("world")
    shutil.copytree(kept_world(), place, dirs_exist_ok=True, symlinks=True)
    return place


def count(world, table: str) -> int:
    """How many rows a table has."""
    with contextlib.closing(sqlite3.connect(world / "invil.sqlite3")) as link:
        return link.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def test_a_story_is_heard_in_both_languages_and_says_that_its_sound_is_made(world):
    films = 1 if shutil.which("ffmpeg") else 0
    assert count(world, "media_villagemedia") == 1 + films
    assert count(world, "media_mediawords WHERE captions <> ''") == 2 + 2 * films
    with contextlib.closing(sqlite3.connect(world / "invil.sqlite3")) as link:
        pages = link.execute(
            "SELECT s.content_language, s.body, s.original_id IS NULL, p.live"
            " FROM villages_storypage s JOIN wagtailcore_page p ON p.id = s.page_ptr_id"
            " WHERE s.body LIKE '%\"audio\"%'"
        ).fetchall()
    told = {language: (body, is_first, live) for language, body, is_first, live in pages}
    assert set(told) == {"ko", "en"}
    assert [told[language][1:] for language in ("ko", "en")] == [(1, 1), (0, 1)]
    assert "demo sound made by a computer" in told["en"][0]


def test_papers_ties_letters_and_forms_are_in_both_languages(world):
    for table, english in (
        ("villages_shelfdocument", "title_en <> '' AND file_en_id IS NOT NULL"),
        ("villages_sistervillage", "together_en <> ''"),
        ("villages_partnerbody", "name_en <> '' AND together_en <> ''"),
        ("villages_circular", "title_en <> '' AND text_en <> ''"),
    ):
        assert count(world, f"{table} WHERE {english}") == count(world, table) > 0
    forms = "villages_formpage WHERE original_id IS"
    assert count(world, f"{forms} NOT NULL") == count(world, f"{forms} NULL") > 0


def test_one_village_has_an_urgent_notice_that_runs_for_days(world):
    urgent = "villages_noticepage WHERE is_urgent AND valid_until"
    assert count(world, f"{urgent} > DATE('now', '+2 days')") == 2  # one, in two languages
    assert count(world, f"{urgent} > DATE('now', '+9 days')") == 0


def test_accounts_are_a_json_list_of_the_promised_keys(world):
    accounts = json.loads(manage(world, "demo", "--accounts"))
    assert {"role", "email", "password", "village", "start_url"} == set(accounts[0])
    assert {account["role"] for account in accounts} == ROLES
    assert len([a for a in accounts if a["role"] == "officer"]) == 2


def test_bulk_rows_keep_the_invariants_of_live_writes(world):
    assert "Nothing has drifted" in manage(world, "check_tenancy")
    numbers = "(SELECT COUNT(*) FROM community_post WHERE thread_id = community_thread.id)"
    assert count(world, f"community_thread WHERE last_number != {numbers}") == 0
    over = "num_allocated > num_in_stock OR num_allocated < 0"
    assert count(world, f"partner_stockrecord WHERE {over}") == 0
    parts = (
        "(SELECT SUM(items + shipping) FROM orders_villageorder WHERE order_id = order_order.id)"
    )
    assert count(world, f"order_order WHERE total_incl_tax != {parts}") == 0


def test_every_story_of_a_village_with_a_reporter_names_who_wrote_it(world):
    stories = "villages_newspage s JOIN wagtailcore_page p ON p.id = s.page_ptr_id"
    assert count(world, f"{stories} WHERE p.owner_id IS NOT NULL") > 50
    home = "SELECT h.path FROM wagtailcore_page h JOIN villages_village v ON v.page_id = h.id"
    mine = f"substr(p.path, 1, 20) = ({home} WHERE v.slug = 'jeju-jeoji')"
    assert count(world, f"{stories} WHERE {mine} AND p.owner_id IS NULL") == 0


def test_no_mail_to_an_invented_buyer_waits(world):
    invented = "notifications_delivery WHERE \"to\" LIKE '%@demo.invil.example'"
    assert count(world, invented) > 0
    assert count(world, f"{invented} AND state = 'waiting'") == 0


def test_loading_again_adds_nothing(world):
    tables = ("villages_village", "wagtailcore_page", "order_order", "catalogue_product",
              "community_post", "learning_certificate", "accounts_user")  # fmt: skip
    before = [count(world, table) for table in tables]
    manage(world, "demo", "--villages", "8")
    assert [count(world, table) for table in tables] == before


def test_removal_takes_the_demo_and_nothing_else(world):
    manage(world, "shell", "-c", REAL)
    manage(world, "demo", "--remove")
    left = {table: count(world, table) for table in GONE}
    assert not {table: n for table, n in left.items() if n and "finder" not in table}
    assert count(world, "villages_village WHERE slug = 'inje-real'") == 1
    assert count(world, "accounts_user WHERE email = 'real@invil.example'") == 1
    assert "Nothing has drifted" in manage(world, "check_tenancy")
