"""The isolation matrix: every address x persona, two villages, unique markers.

The addresses come from the URL resolver, so a new view is probed from the day it is
born. Whoever is no friend of a village must never see its marker, and nothing answers 500.
"""

import functools
import re

from django.urls import URLPattern, URLResolver, get_resolver

import pytest

from tests.isolation import quick
from tests.isolation.conftest import MARKER, PERSONAS

ADMIN_PERSONAS = ("editor", "manager", "double")
METHODS = ("get", "post")
STAFF_KEYS = 3  # nobody here is staff: the door is refused whatever the key
# So many tests share one persona's addresses, that the workers end together.
PARTS = 3
# A POST here ends the sweep's own session; their GETs are probed.
NO_POST = re.compile(r"^(accounts/(logout|reauthenticate)|cms/logout)")


@pytest.fixture
def shared():
    """Sessions, accounts and the pages of refusal, each made once."""
    with quick.sharing():
        yield


@functools.cache
def addresses(resolver=None, prefix="") -> list[str]:
    """Every route of the platform."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += addresses(entry, route)
        elif isinstance(entry, URLPattern):
            found.append(route)
    return found


def fill(route: str, village, values: list[str]) -> list[str]:
    """The route with Toegye's slug and each of its keys put into the places."""
    route = re.sub(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)", r"<str:\1>", route)
    route = route.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "")
    if "(" in route or "?" in route:
        return []
    route = re.sub(
        r"<slug:(village|village_slug)>|<str:(village|village_slug)>", village.slug, route
    )
    if "<" not in route:
        return [f"/{route}"]
    return ["/" + re.sub(r"<(?:\w+:)?\w+>", str(value), route) for value in dict.fromkeys(values)]


def probes_of(persona: str, method: str, village, keys: list[str]) -> list[str]:
    """The addresses one persona is sent to; behind a door that stays shut, only a few."""
    found = []
    for route in addresses():
        if method == "post" and NO_POST.match(route):
            continue
        urls = fill(route, village, keys)
        if persona not in ADMIN_PERSONAS and route.startswith("cms/"):
            urls = urls[:1]
        if route.startswith("staff/"):
            urls = urls[:STAFF_KEYS]
        found += urls
    return list(dict.fromkeys(found))


def keys_of(secrets: dict) -> list[str]:
    """The keys of every secret thing, each once."""
    return list(dict.fromkeys(str(v) for k, v in secrets.items() if k != "line"))


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("persona", PERSONAS)
def test_no_address_tells_another_village_s_secret(
    persona, method, part, personas, secrets, toegye, shared
):
    """Points 12 and 13: the marker is absent everywhere, and nothing breaks."""
    client = personas.prober(persona)
    leaks, broken = [], []
    for url in probes_of(persona, method, toegye, keys_of(secrets))[part::PARTS]:
        answer = getattr(client, method)(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if MARKER.encode() in body or MARKER in str(answer.headers):
            leaks.append((answer.status_code, url))
        if answer.status_code >= 500:
            broken.append((answer.status_code, url))
    assert not leaks
    assert not broken


NO_NUMBERS = ("abc", "-1", "1.5", "1e9", "²", "9" * 30, "0", "1'--", "%00")
NUMBERS = ("p", "id", "target_pages[]", "collection_id", "parent_page_id")


@pytest.mark.django_db
@pytest.mark.parametrize("value", NO_NUMBERS)
def test_no_chooser_breaks_on_text_for_a_number(personas, secrets, haean, value):
    """Every chooser of the page editor, born today or tomorrow."""
    choosers = [route for route in addresses() if re.match(r"cms/(choose-|.*choose)", route)]
    assert len(choosers) > 15
    broken = []
    for url in {url for route in choosers for url in fill(route, haean, [str(haean.page_id)])}:
        for name in NUMBERS:
            answer = personas["manager"].get(f"{url}?{name}={value}")
            if answer.status_code >= 500:
                broken.append(f"{url}?{name}={value}")
    assert broken == []


@pytest.mark.django_db
def test_the_sweep_is_wide(secrets, toegye):
    """Three thousand probes at least; a new address or a new secret adds to them."""
    keys = keys_of(secrets)
    total = sum(
        len(probes_of(persona, method, toegye, keys)) for persona in PERSONAS for method in METHODS
    )
    print(f"{total} probes")
    assert total >= 3_000


@pytest.mark.django_db
def test_public_lists_and_feeds_are_silent_about_drafts(client, secrets, toegye):
    """T2: feeds, sitemaps, search, the finder and error pages carry no marker."""
    for url in (
        "/",
        "/feed/",
        f"/villages/{toegye.slug}/feed/",
        "/sitemap-pages.xml",
        f"/villages/{toegye.slug}/",
        f"/villages/{toegye.slug}/news/",
        "/talk/",
        f"/search/?q={MARKER}",
        "/search/?q=Draft",
        f"/nothing/{toegye.slug}/",
        f"/villages/{toegye.slug}/calendar.ics",
        f"/villages/?q={toegye.slug}",
        "/villages/",
    ):
        body = client.get(url).content.decode()
        said = MARKER in body.replace(f"q={MARKER}", "").replace(f'value="{MARKER}"', "")
        if url.startswith(f"/search/?q={MARKER}"):
            said = f"Draft {MARKER}" in body
        assert not said, url


@pytest.mark.django_db
def test_chooser_offers_no_foreign_draft(personas, secrets, toegye):
    """T3: browse, search, and chosen-multiple by id."""
    editor = personas["editor"]
    for url in (
        f"/cms/choose-page/{secrets['village_page']}/",
        "/cms/choose-page/",
        "/cms/choose-page/search/?q=Draft",
        f"/cms/choose-page/chosen-multiple/?id={secrets['page']}",
        f"/cms/choose-page/{secrets['news_index']}/",
        "/cms/choose-page/search/?q=among",
        "/cms/choose-page/search/?q=Opening",
        f"/cms/choose-page/{secrets['opening_page']}/",
        f"/cms/choose-page/chosen-multiple/?id={secrets['members_only']}",
        f"/cms/choose-page/chosen-multiple/?id={secrets['restricted']}",
        f"/cms/choose-page/chosen-multiple/?id={secrets['opening_page']}",
        f"/cms/choose-page/chosen-multiple/?id={secrets['opening_story']}",
    ):
        answer = editor.get(url)
        assert MARKER not in answer.content.decode(), url


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["members_only", "restricted", "page"])
def test_chooser_offers_ones_own_half_open_pages(toegye, editor_of, as_user, secrets, kind):
    """The same questions find the page for an editor of the village."""
    own = as_user(editor_of(toegye))
    chosen = own.get(f"/cms/choose-page/chosen-multiple/?id={secrets[kind]}")
    assert MARKER in chosen.content.decode()
    assert MARKER in own.get(f"/cms/choose-page/{secrets['news_index']}/").content.decode()


@pytest.mark.django_db
def test_chooser_offers_what_anybody_may_read_of_another_village(personas, secrets, haean, toegye):
    from villages.portal.models import NewsIndexPage, NewsPage

    index = NewsIndexPage.objects.get(pk=secrets["news_index"])
    public = index.add_child(instance=NewsPage(title="For all to read", slug="for-all"))
    answer = personas["editor"].get(f"/cms/choose-page/{index.pk}/")
    assert "For all to read" in answer.content.decode()
    chosen = personas["editor"].get(f"/cms/choose-page/chosen-multiple/?id={public.pk}")
    assert chosen.status_code == 200


@pytest.mark.django_db
def test_editor_of_the_village_itself_does_see(toegye, with_role, as_user, secrets):
    """T4: the matrix can fail: a friend of the village finds the marker."""
    friend = as_user(with_role("manager", toegye))
    assert MARKER in friend.get(f"/office/{toegye.slug}/approvals/").content.decode()
    assert MARKER in friend.get(f"/cms/pages/{secrets['page']}/edit/").content.decode()
