"""The office of a village being set up leads to nothing that is not there yet."""

import html
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.portal.filling import fill
from villages.portal import facade, tabs
from villages.portal.models import Village
from villages.portal.services import NewVillage, provision_village

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\s[^>]*?href="([^"#]+)')
SENDS_ON = ("/view/", "/accounts/", "/cms/logout/")


@pytest.fixture
def newest(db):
    """Gochon was provisioned this morning; its portal is not open yet."""
    provision_village(
        NewVillage(slug="inje-gochon", name_ko="고촌", name_en="Gochon", region_code="42810",
                   is_opening=True)
    )  # fmt: skip
    return Village.objects.select_related("page", "region").get(slug="inje-gochon")


@pytest.fixture
def okja(newest, manager_of):
    """Gochon's manager."""
    return manager_of(newest)


@pytest.fixture
def busy(newest, okja, toegye, with_role):
    """Gochon with texts, a form, a full shelf and lines of its book, all written ahead."""
    fill(newest, with_role("manager", newest), sister=toegye, rows=2)
    return newest


def links_of(answer, path: str) -> set[str]:
    found = {html.unescape(link) for link in LINK.findall(answer.content.decode())}
    return {
        urljoin(path, link)
        for link in found
        if not link.startswith(("http", "tel:", "mailto:", "otpauth", "data:"))
    }


def crawl(client, start: str, inside: str) -> dict[str, tuple[int, str]]:
    """Each link below `start` with its answer and who led there."""
    found, waiting = {}, [(start, "")]
    while waiting:
        path, source = waiting.pop()
        if path in found or path.startswith(SENDS_ON):
            continue
        answer = client.get(path, follow=True)
        found[path] = (answer.status_code, source)
        is_page = answer.get("Content-Type", "").startswith("text/html")
        if is_page and urlsplit(path).path.startswith(inside) and not answer.streaming:
            waiting += [(link, path) for link in links_of(answer, path)]
    return found


def dead(found: dict) -> dict:
    return {path: said for path, said in found.items() if said[0] != 200}


def say(client, url: str, data: dict | None = None) -> str:
    ask = client.get if data is None else client.post
    extra = {"headers": {"accept-language": "en"}, "follow": True}
    return ask(url, data, **extra).content.decode()


@pytest.mark.parametrize("role", ["manager", "committee", "reporter", "moderator", "seller"])
def test_no_link_of_its_office_is_dead(busy, with_role, as_user, role):
    office = f"/office/{busy.slug}/"
    found = crawl(as_user(with_role(role, busy)), office, office)
    assert len([path for path in found if path.startswith(office)]) >= 3
    assert dead(found) == {}


def test_staff_find_no_dead_link_there_either(busy, person, as_user):
    office = f"/office/{busy.slug}/"
    found = crawl(as_user(person("Root", is_staff=True, is_superuser=True)), office, office)
    assert dead(found) == {}


def test_its_manager_sees_how_the_portal_will_look(newest, okja, as_user):
    theirs, door = as_user(okja), f"/cms/pages/{newest.page_id}/view_draft/"
    assert f'href="{door}"' in say(theirs, f"/office/{newest.slug}/")
    assert f'href="{door}"' in say(theirs, f"/office/{newest.slug}/start/")
    assert "Gochon" in say(theirs, door)


def test_who_may_not_edit_the_home_is_not_led_to_it(newest, with_role, as_user):
    body = say(as_user(with_role("reporter", newest)), f"/office/{newest.slug}/")
    assert "view_draft" not in body


def test_another_village_s_manager_does_not_see_it(newest, haean, manager_of, as_user):
    door = f"/cms/pages/{newest.page_id}/view_draft/"
    assert as_user(manager_of(haean)).get(door).status_code == 404


def test_the_words_after_keeping_the_settings_are_true(newest, okja, as_user):
    said = {
        "tagline_ko": "산 아래 마을", "preset": "mixed", "accent": "pine", "households": 1,
        "population": 1,
    }  # fmt: skip
    body = say(as_user(okja), f"/office/{newest.slug}/settings/", said)
    assert "It can be seen once the portal opens." in body
    assert "now." not in body.split("<main")[1].split("<h1")[0]


def test_the_words_after_keeping_minutes_are_true(newest, okja, as_user):
    said = {"held_on": "2026-01-02", "title": "Roof", "body": "We mend it."}
    body = say(as_user(okja), f"/office/{newest.slug}/minutes/", said)
    assert "It can be seen once the portal opens." in body


def test_a_text_that_waits_for_the_opening_is_not_called_public(busy, okja, as_user):
    body = say(as_user(okja), f"/office/{busy.slug}/pages/")
    assert "ready for the opening" in body
    assert "on the portal</span>" not in body


def test_once_it_is_open_the_doors_are_there(busy, okja, as_user, monkeypatch):
    monkeypatch.setattr(facade, "opening_steps", lambda village: [])
    assert tabs.live_doors(busy) == frozenset()
    facade.open_portal(village=busy, acting_user=okja)
    theirs, office = as_user(okja), f"/office/{busy.slug}/"
    body = say(theirs, office)
    assert f'href="/villages/{busy.slug}/"' in body
    assert f'href="/villages/{busy.slug}/board/"' in body
    assert "view_draft" not in body
    assert f'href="/villages/{busy.slug}/documents/"' in say(theirs, f"{office}documents/")
