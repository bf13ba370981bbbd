"""The village's words and looks, and a new village's way to an open portal."""

import re

import pytest

from tests.portal.test_posting import photo, post_news
from villages.portal import mapping
from villages.portal.facade import opening_steps
from villages.portal.models import StoryPage, Village
from villages.portal.services import NewVillage, grant_role, provision_village
from villages.portal.tenancy_check import find_drift

pytestmark = pytest.mark.django_db

VALUES = {
    "tagline_ko": "사과가 익는 마을",
    "tagline_en": "Where apples ripen",
    "phone": "033-480-0000",
    "centre_hours_ko": "평일 9시–18시",
    "preset": "commerce",
    "accent": "camellia",
    "households": "61",
    "population": "140",
}


@pytest.fixture
def boss(haean, manager_of):
    """Haean's manager."""
    return manager_of(haean)


@pytest.fixture
def newborn(person):
    """A village that is being set up, and its manager."""
    village = provision_village(
        NewVillage(
            slug="yanggu-new", name_ko="새마을", name_en="New Village", region_code="42800",
            is_opening=True,
        )
    )  # fmt: skip
    manager = person("Founder")
    grant_role(user=manager, village=village, role="manager")
    return village, manager


def test_new_words_and_colour_stand_on_the_portal(haean, boss, as_user, client):
    as_user(boss).post(f"/office/{haean.slug}/settings/", VALUES)
    text = client.get(f"/villages/{haean.slug}/?lang=en").content.decode()
    assert 'data-accent="camellia"' in text
    assert "Where apples ripen" in text or "사과가 익는 마을" in text


def test_picture_with_a_focus_becomes_the_hero_and_loses_its_position(haean, boss, as_user):
    as_user(boss).post(
        f"/office/{haean.slug}/settings/", {**VALUES, "picture": photo(), "focus": "right-top"}
    )
    hero = Village.objects.get(pk=haean.pk).page.hero
    assert hero.collection_id == haean.collection_id
    assert (hero.focal_point_x, hero.focal_point_y) == (533, 120)
    assert b"GPS" not in hero.file.read()


def test_the_picture_is_not_called_by_its_sizes(haean, boss, as_user):
    client = as_user(boss)
    client.post(f"/office/{haean.slug}/settings/", {**VALUES, "picture": photo()})
    page = client.get(f"/office/{haean.slug}/settings/").content.decode()
    assert 'sizes="(min-width' in page or "srcset" not in page
    assert not re.search(r'alt="[^"]*(rem|vw)', page)


def test_a_bad_picture_is_refused_and_the_words_stay(haean, boss, as_user):
    upload = photo("evil.jpg")
    upload.seek(0)
    upload.truncate(40)
    answer = as_user(boss).post(f"/office/{haean.slug}/settings/", {**VALUES, "picture": upload})
    assert answer.status_code == 422
    assert "Where apples ripen" in answer.content.decode()
    assert Village.objects.get(pk=haean.pk).accent != "camellia"


def test_an_editor_changes_no_settings(haean, editor_of, as_user):
    assert (
        as_user(editor_of(haean)).post(f"/office/{haean.slug}/settings/", VALUES).status_code == 403
    )


def test_another_village_s_manager_finds_no_settings(haean, toegye, manager_of, as_user):
    client = as_user(manager_of(toegye))
    assert client.get(f"/office/{haean.slug}/settings/").status_code == 404


# --- a new village


def test_a_village_being_set_up_is_nowhere_public(newborn, client):
    village, _manager = newborn
    assert client.get(f"/villages/{village.slug}/").status_code == 404
    assert village.slug not in client.get("/villages/?q=New").content.decode()
    assert find_drift() == []


def test_its_manager_reads_the_steps_on_the_morning_page(newborn, as_user):
    village, manager = newborn
    text = as_user(manager).get(f"/office/{village.slug}/").content.decode()
    assert f"/office/{village.slug}/start/" in text


def test_the_portal_does_not_open_half_done(newborn, as_user, client):
    village, manager = newborn
    as_user(manager).post(f"/office/{village.slug}/start/")
    assert client.get(f"/villages/{village.slug}/").status_code == 404


def test_one_tap_leads_from_the_steps_to_an_empty_story(newborn, as_user):
    village, manager = newborn
    browser = as_user(manager)
    page = browser.get(f"/office/{village.slug}/start/").content.decode()
    door = f"/cms/pages/add/villages/storypage/{village.page_id}/"
    assert f'<a href="{door}">Tell guests who you are</a>' in page
    assert browser.get(door).status_code == 200


def test_a_story_ticks_its_step_and_is_no_condition(newborn):
    village, _manager = newborn
    step = next(one for one in opening_steps(village) if one.title == "Tell guests who you are")
    assert (step.is_done, step.is_needed) == (False, False)
    village.page.add_child(instance=StoryPage(title="Who we are", slug="who-we-are", live=False))
    step = next(one for one in opening_steps(village) if one.title == "Tell guests who you are")
    assert step.is_done


def test_the_next_village_s_manager_writes_no_story_there(newborn, toegye, manager_of, as_user):
    village, _manager = newborn
    stranger = as_user(manager_of(toegye))
    door = f"/cms/pages/add/villages/storypage/{village.page_id}/"
    assert stranger.get(door).status_code in (302, 403, 404)
    assert stranger.get(f"/office/{village.slug}/start/").status_code == 404


def test_ten_minutes_from_nothing_to_an_open_portal(newborn, as_user, client):
    village, manager = newborn
    browser = as_user(manager)
    browser.post(f"/office/{village.slug}/settings/", {**VALUES, "picture": photo()})
    post_news(browser, village, title="We are here")
    answer = browser.post(f"/office/{village.slug}/start/")
    assert answer.url == f"/villages/{village.slug}/"
    text = client.get(f"/villages/{village.slug}/").content.decode()
    assert "We are here" in text
    assert village.slug in client.get("/villages/?q=New").content.decode()


# --- two people, one text


def test_two_editors_on_one_text_lose_nothing(haean, editor_of, boss, as_user):
    from villages.portal.models import NewsPage

    editor = editor_of(haean)
    post_news(as_user(editor), haean, later="1")
    page = NewsPage.objects.get(title="Picking began")
    address = f"/office/{haean.slug}/pages/{page.pk}/edit/"
    base = page.latest_revision_id
    first = {"title": "Picking began", "text": "Mine.", "base": base, "later": "1"}
    assert as_user(editor).post(address, first).status_code == 302
    second = as_user(boss).post(address, {**first, "text": "The manager's."})
    text = second.content.decode()
    assert second.status_code == 422
    assert "Mine." in text
    assert "The manager&#x27;s." in text


def test_after_comparing_the_second_text_goes_through(haean, editor_of, boss, as_user):
    from villages.portal.models import NewsPage
    from villages.portal.posting import text_of

    editor = editor_of(haean)
    post_news(as_user(editor), haean, later="1")
    page = NewsPage.objects.get(title="Picking began")
    address = f"/office/{haean.slug}/pages/{page.pk}/edit/"
    form = {"title": "Picking began", "text": "One.", "base": page.latest_revision_id, "later": "1"}
    as_user(editor).post(address, form)
    refused = as_user(boss).post(address, {**form, "text": "Two."})
    newest = refused.context["form"]["base"].value()
    assert as_user(boss).post(address, {**form, "text": "Two.", "base": newest}).status_code == 302
    page.refresh_from_db()
    assert text_of(page.get_latest_revision_as_object()) == "Two."


# --- where it lies


def settle(client, **position):
    return client.post("/office/yanggu-haean/settings/", {**VALUES, **position})


def test_a_position_from_the_map_puts_the_dot_on_the_map(haean, boss, as_user, client):
    before = client.get("/villages/yanggu-haean/places/").content.decode()
    assert settle(as_user(boss), lat="38.28", lon="128.12").status_code == 302
    place = Village.objects.get(pk=haean.pk)
    assert (place.lat, place.lon) == (38.28, 128.12)
    after = client.get("/villages/yanggu-haean/places/").content.decode()
    assert mapping.dots([mapping.place(38.28, 128.12)]) in after
    assert mapping.dots([mapping.place(36.0, 128.0)]) in before


def test_without_a_position_the_old_one_stays(haean, boss, as_user):
    settle(as_user(boss), lat="", lon="")
    place = Village.objects.get(pk=haean.pk)
    assert (place.lat, place.lon) == (36.0, 128.0)


@pytest.mark.parametrize(
    ("lat", "lon"), [("38.1", ""), ("", "128"), ("128.1", "38.1"), ("nan", "128"), ("x", "y")]
)
def test_half_a_position_or_one_abroad_is_said_and_nothing_is_lost(haean, boss, as_user, lat, lon):
    answer = settle(as_user(boss), lat=lat, lon=lon)
    assert answer.status_code == 422
    assert "Where apples ripen" in answer.content.decode()
    assert Village.objects.get(pk=haean.pk).lat == 36.0


def test_a_village_whose_place_nobody_knows_has_no_map(haean, client):
    Village.objects.filter(pk=haean.pk).update(lat=None)
    assert "finder__map" not in client.get("/villages/yanggu-haean/places/").content.decode()


def test_a_phone_nobody_can_call_is_refused(haean, boss, as_user):
    answer = settle(as_user(boss), phone="abc")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["phone"]


@pytest.mark.parametrize("phone", ["033-480-0000", "010 1234 5678", "1588-1234", ""])
def test_a_phone_as_people_write_it_is_kept(haean, boss, as_user, phone):
    settle(as_user(boss), phone=phone)
    assert Village.objects.get(pk=haean.pk).phone == phone


def test_what_may_stay_empty_says_so(haean, boss, as_user):
    page = as_user(boss).get("/office/yanggu-haean/settings/").content.decode()
    for name in ("tagline_ko", "phone", "centre_hours_ko"):
        label = re.search(rf'<label for="id_{name}">(.*?)</label>', page)[1]
        assert "may be left empty" in label
