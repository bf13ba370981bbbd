"""The isolation matrix: every address x persona, two villages, unique markers.

The addresses come from the URL resolver, so a new view is probed from the day it is
born. Whoever is no friend of a village must never see its marker, and nothing answers 500.
"""

import re

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

import pytest

from tests.portal.test_posting import photo
from villages.community import services as community
from villages.portal import fund, people, posting
from villages.portal.models import NewsIndexPage, NewsPage
from villages.portal.services import grant_role

MARKER = "zz-only-toegye-knows-zz"
PERSONAS = ("stranger", "resident", "editor", "manager", "double", "officer", "shopper")
ADMIN_PERSONAS = ("editor", "manager", "double")
METHODS = ("get", "post")
# A POST here ends the sweep's own session; their GETs are probed.
NO_POST = re.compile(r"^(accounts/(logout|reauthenticate)|staff/shop/logout|cms/logout)")


@pytest.fixture
def secrets(toegye, with_role):
    """What Toegye keeps to itself, each thing carrying the marker."""
    from django.utils import timezone

    from media.models import VillageDocument
    from media.services import store_picture
    from villages.community.models import Policy
    from villages.moderation import services as moderation
    from villages.portal.models import Resident

    editor = with_role("editor", toegye, f"Editor {MARKER}")
    with_role("manager", toegye, f"Manager {MARKER}")
    draft = posting.Draft(kind="news", title=f"Draft {MARKER}", text=MARKER, language="en")
    waiting = posting.write_page(village=toegye, author=editor, draft=draft)
    posting.send_for_approval(page=waiting, author=editor)
    index = NewsIndexPage.objects.get(path__startswith=toegye.page.path)
    later = index.add_child(
        instance=NewsPage(
            title=f"Later {MARKER}",
            slug="later",
            live=False,
            go_live_at=timezone.now() + timezone.timedelta(days=9),
        )
    )
    image = store_picture(
        upload=ContentFile(photo().read(), name="a.jpg"), collection=toegye.collection, title=MARKER
    )
    document = VillageDocument.objects.create(
        title=MARKER,
        collection=toegye.collection,
        file=ContentFile(MARKER.encode(), name="minutes.txt"),
    )
    board = community.open_village_board(toegye)
    board.read_policy = Policy.MEMBERS
    board.save()
    thread = community.start_thread(board=board, author=editor, title=MARKER, body=MARKER)
    report = moderation.report(
        kind="post",
        ref=thread.posts.get().pk,
        village=toegye,
        reporter=editor,
        reason="rude",
        note=MARKER,
    )
    Resident.objects.create(village=toegye, register_no=1, name=MARKER)
    boss = with_role("manager", toegye, f"Second {MARKER}")
    invitation = people.invite(village=toegye, role="editor", name=MARKER, acting_user=boss)
    people.start_handover(
        village=toegye,
        leaver=boss,
        successor=editor,
        ends_on=timezone.localdate() + timezone.timedelta(days=9),
        note=MARKER,
        acting_user=boss,
    )
    # The line and the question are public; who entered and who asked is not.
    line = fund.enter_line(
        village=toegye, on=timezone.localdate(), text="Rope", amount=-1_000, acting_user=boss
    )
    question = fund.ask(line=line, user=editor, text="What was the rope for?")
    return {
        "page": waiting.pk,
        "later": later.pk,
        "image": image.pk,
        "document": document.pk,
        "thread": thread.pk,
        "post": thread.posts.get().pk,
        "item": report.item_id,
        "hat": editor.memberships.get(role="editor").pk,
        "user": editor.pk,
        "village_page": toegye.page.pk,
        "collection": toegye.collection.pk,
        "invitation": invitation.pk,
        "question": question.pk,
        "fund_line": line.number,
        "line": editor.inbox.first(),
    }


@pytest.fixture
def personas(haean, yesong, editor_of, manager_of, resident_of, officer_of, person):
    """Everybody who has no business in Toegye."""
    from django.test import Client

    everybody = {
        "stranger": None,
        "resident": resident_of(haean),
        "editor": editor_of(haean),
        "manager": manager_of(haean),
        "double": manager_of(haean),
        "officer": officer_of(haean.region.__class__.objects.get(code="46890")),
        "shopper": person("Shopper"),
    }
    # A manager of two villages of two provinces knows no third.
    grant_role(user=everybody["double"], village=yesong, role="manager")
    clients = {}
    for name, user in everybody.items():
        clients[name] = Client(raise_request_exception=False, HTTP_ORIGIN="http://testserver")
        if user is not None:
            clients[name].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return clients


def addresses(resolver=None, prefix="") -> list[tuple[str, list[str]]]:
    """Every route of the platform with the names of its places."""
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


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("persona", PERSONAS)
def test_no_address_tells_another_village_s_secret(persona, method, personas, secrets, toegye):
    """T1: the marker is absent everywhere, and nothing breaks."""
    client = personas[persona]
    keys = [str(v) for k, v in secrets.items() if k not in ("line",)]
    leaks, broken, probes = [], [], 0
    for route in addresses():
        if method == "post" and NO_POST.match(route):
            continue
        # Who cannot enter the admin at all is probed there once an address.
        urls = fill(route, toegye, keys)
        if persona not in ADMIN_PERSONAS and route.startswith(("cms/", "staff/")):
            urls = urls[:1]
        for url in urls:
            answer = getattr(client, method)(url)
            probes += 1
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if MARKER.encode() in body or MARKER in str(answer.headers):
                leaks.append((answer.status_code, url))
            if answer.status_code >= 500:
                broken.append((answer.status_code, url))
    assert not leaks
    assert not broken
    assert probes > 200


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
    ):
        answer = editor.get(url)
        assert MARKER not in answer.content.decode(), url


@pytest.mark.django_db
def test_editor_of_the_village_itself_does_see(toegye, with_role, as_user, secrets):
    """T4: the matrix can fail: a friend of the village finds the marker."""
    friend = as_user(with_role("manager", toegye))
    assert MARKER in friend.get(f"/office/{toegye.slug}/approvals/").content.decode()
    assert MARKER in friend.get(f"/cms/pages/{secrets['page']}/edit/").content.decode()
