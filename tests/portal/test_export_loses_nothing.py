"""The file of a village holds what stands on its pages, and what was typed and not published."""

import io
import json
import zipfile
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import pytest

from villages.portal import posting, village_forms
from villages.portal.export import export_village
from villages.portal.models import (
    EventPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    PlaceIndexPage,
    PlacePage,
    VillagePage,
)

pytestmark = pytest.mark.django_db
FAIR = datetime(2030, 10, 3, 10, 30, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def boss(haean, with_role):
    return with_role("manager", haean, "Park Okja")


@pytest.fixture
def taken(haean, boss):
    """The file, read anew at each asking: `taken("a-title", "html")`."""

    def read(part: str, end: str = "html", language: str = "en") -> str:
        haean.refresh_from_db()
        with translation.override(language):
            box = zipfile.ZipFile(export_village(haean, acting_user=boss))
        name = next(n for n in box.namelist() if part in n and n.endswith(f".{end}"))
        return box.read(name).decode("utf-8-sig")

    return read


def written(village, author, **more):
    draft = posting.Draft(**{"kind": "news", "title": "Rain", "text": "It rained.",
                             "language": "en"} | more)  # fmt: skip
    return posting.write_page(village=village, author=author, draft=draft)


HOME = {
    "tagline_ko": "사과가 익는 마을",
    "tagline_en": "Where apples ripen",
    "welcome_en": "The gate is open.",
    "centre_hours_en": "Nine to five",
    "way_ko": "버스 5번",
    "way_en": "Bus 5 from Yanggu",
}


@pytest.mark.parametrize("end", ["html", "json"])
def test_the_home_s_words_are_in_it(haean, taken, end):
    home = VillagePage.objects.get(pk=haean.page_id)
    for name, words in HOME.items():
        setattr(home, name, words)
    home.save_revision().publish()
    text = taken(f"pages/{home.pk}-", end)
    assert [words for words in HOME.values() if words not in text] == []


def test_the_home_s_words_are_marked_in_their_language(haean, taken):
    VillagePage.objects.filter(pk=haean.page_id).update(way_ko="버스 5번")
    assert '<dd lang="ko">버스 5번</dd>' in taken(f"pages/{haean.page_id}-")


def test_what_the_platform_knows_of_the_village_is_in_it(haean, taken):
    type(haean).objects.filter(pk=haean.pk).update(phone="033-480-0000", specialties=["사과"])
    table = taken("village/village", "csv")
    assert "033-480-0000" in table
    assert "사과" in table


@pytest.mark.parametrize("end", ["html", "json"])
def test_a_draft_that_was_changed_is_in_it_as_it_was_typed_last(haean, boss, taken, end):
    page = written(haean, boss)
    posting.rewrite_page(
        page=page, author=boss, title="Rain", text="It never stopped.", base=page.latest_revision_id
    )
    text = taken("rain-", end)
    assert "It never stopped." in text
    assert "It rained." not in text


@pytest.mark.parametrize("end", ["html", "json"])
def test_a_published_text_with_a_newer_draft_is_in_it_twice(haean, boss, taken, end):
    page = written(haean, boss)
    posting.publish_own(page=page, author=boss)
    page = NewsPage.objects.get(pk=page.pk)
    posting.rewrite_page(
        page=page, author=boss, title="Rain", text="It never stopped.", base=page.latest_revision_id
    )
    assert "It never stopped." in taken(f"{page.slug}.", end)
    assert "It rained." in taken(f"{page.slug}-portal", end)
    assert "newer text, not published yet" in taken("index")


def test_a_published_text_without_one_is_in_it_once(haean, boss, taken):
    page = written(haean, boss)
    posting.publish_own(page=page, author=boss)
    with pytest.raises(StopIteration):
        taken(f"{page.slug}-portal")
    assert "It rained." in taken(f"{page.slug}.")


def test_the_draft_s_own_rows_are_the_newest_too(haean, boss, taken):
    """A form's fields stand in rows: those of the newer state count."""
    form = village_forms.make_form(village=haean, kind="centre", acting_user=boss)
    newest = form.get_latest_revision_as_object()
    fields = list(newest.form_fields.all())
    fields[0].label = "Who are you?"
    newest.form_fields = fields
    newest.save_revision()
    assert "Who are you?" in taken(f"pages/{form.pk}-")


@pytest.mark.parametrize("end", ["html", "json"])
def test_news_has_its_day_author_subject_and_sentence(haean, boss, taken, end):
    page = written(haean, boss, subject="harvest", on_behalf_of="Kim Sunja")
    posting.publish_own(page=page, author=boss)
    NewsPage.objects.filter(pk=page.pk).update(
        published_on=date(2026, 5, 1), summary="In short: rain."
    )
    text = taken("rain-", end)
    for said in ("1 May 2026", "Park Okja", "Harvest", "In short: rain.", "Kim Sunja"):
        assert said in text


def test_labels_and_days_are_in_the_reader_s_language(haean, boss, taken):
    page = written(haean, boss)
    posting.publish_own(page=page, author=boss)
    NewsPage.objects.filter(pk=page.pk).update(published_on=date(2026, 5, 1))
    text = taken("rain-", language="ko")
    assert '<dl lang="ko">' in text
    assert "2026년 5월 1일" in text


@pytest.mark.parametrize("end", ["html", "json"])
def test_a_place_has_its_kind_distance_and_position(haean, taken, end):
    places = PlaceIndexPage.objects.get(path__startswith=haean.page.path)
    places.add_child(
        instance=PlacePage(
            title="Well", slug="old-well", kind="trail", distance_km=2.5, bus="Bus 5",
            lat=38.0613, lon=128.1709,
        )
    )  # fmt: skip
    text = taken("old-well", end)
    kind = PlacePage(kind="trail").get_kind_display()
    assert [
        said for said in (kind, "2.5 km", "Bus 5", "38.0613, 128.1709") if said not in text
    ] == []


@pytest.mark.parametrize("end", ["html", "json"])
def test_an_event_has_its_day_hour_and_place(haean, boss, taken, end):
    page = written(haean, boss, kind="event", title="Fair", starts_at=FAIR, place="School yard")
    posting.publish_own(page=page, author=boss)
    assert EventPage.objects.get(pk=page.pk).live
    text = taken("fair-", end)
    assert "3 October 2030 10:30" in text
    assert "School yard" in text


def test_a_notice_has_its_day_and_urgency(haean, taken):
    index = NoticeIndexPage.objects.get(path__startswith=haean.page.path)
    index.add_child(
        instance=NoticePage(
            title="Water", slug="water-off", valid_until=date(2031, 2, 1), is_urgent=True
        )
    )
    text = taken("water-off")
    assert "1 February 2031" in text
    assert "Urgent" in text


@pytest.mark.parametrize("end", ["html", "json"])
def test_a_form_has_its_fields_and_what_is_promised(haean, boss, taken, end):
    form = village_forms.make_form(village=haean, kind="centre", acting_user=boss)
    text = taken(f"pages/{form.pk}-", end)
    for field in form.form_fields.all():
        assert field.label in text
    assert form.consent in text


def test_json_is_json(haean, boss, taken):
    written(haean, boss)
    assert json.loads(taken("rain-", "json"))["author"] == "Park Okja"


def test_a_draft_of_another_village_is_not_in_it(haean, toegye, boss, manager_of):
    written(toegye, manager_of(toegye), title="Of Toegye alone")
    box = zipfile.ZipFile(io.BytesIO(export_village(haean, acting_user=boss).read()))
    assert not any(b"Of Toegye alone" in box.read(name) for name in box.namelist())


def test_only_pages_with_a_newer_text_are_read_again(haean, boss, django_assert_num_queries):
    from villages.portal.export import _pages

    index = NoticeIndexPage.objects.get(path__startswith=haean.page.path)
    index.add_child(instance=NoticePage(title="One", slug="one"))
    _pages(haean)
    with CaptureQueriesContext(connection) as before:
        _pages(haean)
    for number in range(12):
        index.refresh_from_db()
        index.add_child(instance=NoticePage(title="Water", slug=f"water-{number}"))
    haean.page.refresh_from_db()
    with django_assert_num_queries(len(before)):
        _pages(haean)
