"""What Toegye keeps to itself, each thing carrying the marker; and who must not see it.

Made once a module, inside a transaction around its tests: each test writes into a
savepoint and is undone. Tests with transactions of their own stand in other modules.
"""

import contextlib
import itertools
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.utils import timezone

import pytest

from tests.portal.test_posting import photo

MARKER = "zz-only-toegye-knows-zz"
PERSONAS = (
    "stranger", "resident", "desks", "editor", "manager", "double", "officer", "near", "shopper",
)  # fmt: skip
# Every hat of another village that opens a desk and not the page editor, on one head.
DESKS = ("reporter", "committee", "seller", "tutor", "moderator")
BACKEND = "django.contrib.auth.backends.ModelBackend"
_numbers = itertools.count(1)


class Prober(RequestFactory):
    """A browser with its cookies and nothing else: no templates, no contexts are recorded."""

    def __init__(self, session: str | None = None) -> None:
        super().__init__(HTTP_ORIGIN="http://testserver")
        self.handler = ClientHandler(enforce_csrf_checks=False)
        if session:
            self.cookies["sessionid"] = session

    def request(self, **environ):
        """Send it through all middleware; a broken view is a 500, as for a visitor."""
        answer = self.handler(self._base_environ(**environ))
        self.cookies.update(answer.cookies)
        return answer


class Personas(dict):
    """Everybody who has no business in Toegye: a fresh browser at each asking, by name."""

    def __getitem__(self, name: str) -> Client:
        browser = Client(raise_request_exception=False, HTTP_ORIGIN="http://testserver")
        if session := super().__getitem__(name):
            browser.cookies["sessionid"] = session
        return browser

    def items(self):
        """Each name with a fresh browser."""
        return [(name, self[name]) for name in self]

    def prober(self, name: str) -> Prober:
        """The quick browser of the sweep, signed in as this person."""
        return Prober(super().__getitem__(name))


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The secrets and the sessions of the personas, for one module."""
    with django_db_blocker.unblock(), contextlib.ExitStack() as stack:
        around = transaction.atomic()
        around._from_testcase = True
        stack.enter_context(around)
        stack.callback(transaction.set_rollback, True)
        found = {"secrets": make_secrets(), "personas": make_personas()}
        with django_db_blocker.block():
            yield found


@pytest.fixture
def secrets(told, db):
    """The keys of what Toegye keeps to itself."""
    return dict(told["secrets"])


@pytest.fixture
def personas(told, db):
    """Everybody who has no business in Toegye."""
    return told["personas"]


def account(name: str, role: str = "", village=None):
    """Make an account, with a hat where one is named."""
    from villages.accounts.models import User
    from villages.portal.services import grant_role

    user = User.objects.create_user(
        email=f"told{next(_numbers)}@invil.example", password="pass-1234", first_name=name
    )
    if role:
        grant_role(user=user, village=village, role=role)
    return user


def make_personas() -> Personas:
    """The accounts, signed in."""
    from tests import world
    from villages.portal.models import OfficerPost, Region, Village
    from villages.portal.services import grant_role

    haean = Village.objects.get(slug=world.HAEAN)
    everybody = {
        "resident": account("Resident", "resident", haean),
        "desks": account("Desks"),
        "editor": account("Editor", "editor", haean),
        "manager": account("Manager", "manager", haean),
        "double": account("Double", "manager", haean),
        "officer": account("Officer"),
        "near": account("Near"),
        "shopper": account("Shopper"),
    }
    for role in DESKS:
        grant_role(user=everybody["desks"], village=haean, role=role)
    # A manager of two villages of two provinces knows no third.
    yesong = Village.objects.get(slug=world.YESONG)
    grant_role(user=everybody["double"], village=yesong, role="manager")
    # One officer of another county, and the officer of Toegye's own: numbers, and no secret.
    for name, code in (("officer", "46890"), ("near", "42800")):
        OfficerPost.objects.create(user=everybody[name], region=Region.objects.get(code=code))
    found = Personas(stranger=None)
    for name, user in everybody.items():
        browser = Client()
        browser.force_login(user, backend=BACKEND)
        found[name] = browser.cookies["sessionid"].value
    return found


def make_secrets() -> dict:
    """What Toegye keeps to itself; the key of each thing by its name."""
    from tests import world
    from villages.portal.models import Village

    toegye = Village.objects.select_related("page", "region").get(slug=world.TOEGYE)
    editor = account(f"Editor {MARKER}", "editor", toegye)
    account(f"Manager {MARKER}", "manager", toegye)
    boss = account(f"Second {MARKER}", "manager", toegye)
    return {
        "hat": editor.memberships.get(role="editor").pk,
        "user": editor.pk,
        "village_page": toegye.page.pk,
        "collection": toegye.collection.pk,
        **_texts(toegye, editor),
        **_half_open(toegye),
        **_files(toegye),
        **_talk(toegye, editor),
        **_people(toegye, editor, boss),
        **_office(toegye, editor, boss),
        **_goods_and_learning(toegye, editor),
    }


def _goods_and_learning(toegye, editor) -> dict:
    """Goods that are not on sale yet, an order of them, and who learns what."""
    from dataclasses import replace

    from learning.services import progress
    from learning.services.content import load_course
    from tests.factories import market
    from tests.learning.conftest import course_data

    stall = market.stall(toegye)
    goods = market.product(stall, title=MARKER)
    order = market.order((goods, 1), contact=replace(market.BUYER, name=MARKER))
    goods.is_public = False
    goods.save(update_fields=["is_public"])
    page = load_course(course_data("told"))
    enrolment = progress.enrol(user=editor, course_key=page.course_key)
    return {
        "goods": goods.pk,
        "part": order.village_orders.get().pk,
        "enrolment": enrolment.pk,
    }


def _texts(toegye, editor) -> dict:
    from wagtail.models import Comment

    from villages.portal import posting
    from villages.portal.models import NewsIndexPage, NewsPage

    draft = posting.Draft(kind="news", title=f"Draft {MARKER}", text=MARKER, language="en")
    waiting = posting.write_page(village=toegye, author=editor, draft=draft)
    posting.send_for_approval(page=waiting, author=editor)
    later = NewsIndexPage.objects.get(path__startswith=toegye.page.path).add_child(
        instance=NewsPage(
            title=f"Later {MARKER}",
            slug="later",
            live=False,
            go_live_at=timezone.now() + timezone.timedelta(days=9),
        )
    )
    revision = waiting.save_revision(user=editor)
    comment = Comment.objects.create(
        page=waiting, user=editor, text=f"Comment {MARKER}", contentpath="title"
    )
    return {
        "page": waiting.pk,
        "later": later.pk,
        "revision": revision.pk,
        "comment": comment.pk,
        "task_state": waiting.current_workflow_task_state.pk,
    }


def _half_open(toegye) -> dict:
    """Live pages that not everybody may read; and a village that is being set up."""
    from wagtail.models import PageViewRestriction

    from villages.portal.models import NewsIndexPage, NewsPage
    from villages.portal.services import NewVillage, provision_village

    def story(village, slug: str, **columns):
        page = NewsIndexPage.objects.get(path__startswith=village.page.path).add_child(
            instance=NewsPage(title=f"{slug} {MARKER}", slug=slug, **columns)
        )
        page.save_revision().publish()
        return page

    members = story(toegye, "among-us", members_only=True)
    signed_in = story(toegye, "signed-in")
    PageViewRestriction.objects.create(page=signed_in, restriction_type=PageViewRestriction.LOGIN)
    opening = provision_village(
        NewVillage(
            slug="inje-opening",
            name_ko=f"준비 {MARKER}",
            name_en=f"Opening {MARKER}",
            region_code="42810",
            is_opening=True,
        )
    )
    return {
        "members_only": members.pk,
        "restricted": signed_in.pk,
        "opening_page": opening.page.pk,
        "opening_story": story(opening, "first-words").pk,
        "news_index": members.get_parent().pk,
    }


def _files(toegye) -> dict:
    from media.models import VillageDocument, VillageMedia
    from media.services import store_picture

    image = store_picture(
        upload=ContentFile(photo().read(), name="a.jpg"), collection=toegye.collection, title=MARKER
    )
    document = VillageDocument.objects.create(
        title=MARKER,
        collection=toegye.collection,
        file=ContentFile(MARKER.encode(), name="minutes.txt"),
    )
    video = VillageMedia.objects.create(
        title=MARKER,
        collection=toegye.collection,
        type="audio",
        file=ContentFile(b"ID3", name="song.mp3"),
    )
    return {"image": image.pk, "document": document.pk, "media": video.pk}


def _talk(toegye, editor) -> dict:
    from villages.community import services as community
    from villages.community.models import Policy
    from villages.moderation import services as moderation

    board = community.open_village_board(toegye)
    board.read_policy = Policy.MEMBERS
    board.save()
    thread = community.start_thread(board=board, author=editor, title=MARKER, body=MARKER)
    post = thread.posts.get()
    report = moderation.report(
        kind="post", ref=post.pk, village=toegye, reporter=editor, reason="rude", note=MARKER
    )
    return {"thread": thread.pk, "post": post.pk, "item": report.item_id}


def _people(toegye, editor, boss) -> dict:
    from villages.portal import hats, people
    from villages.portal.models import Resident

    Resident.objects.create(village=toegye, register_no=1, name=MARKER)
    invitation = people.invite(village=toegye, role="editor", name=MARKER, acting_user=boss)
    people.start_handover(
        village=toegye,
        leaver=boss,
        successor=editor,
        ends_on=timezone.localdate() + timezone.timedelta(days=9),
        note=MARKER,
        acting_user=boss,
    )
    account(f"Elder {MARKER}", "committee", toegye)
    asked = hats.propose(
        user=account(f"Asked {MARKER}"), village=toegye, role="seller", acting_user=boss
    )
    return {"invitation": invitation.pk, "waiting_hat": asked.pk}


def _office(toegye, editor, boss) -> dict:
    from villages.portal import circulars, fund, shelf, village_forms
    from villages.portal.models import VillageSubmission

    # The line and the question are public; who entered and who asked is not.
    line = fund.enter_line(
        village=toegye, on=timezone.localdate(), text="Rope", amount=-1_000, acting_user=boss
    )
    question = fund.ask(line=line, user=editor, text="What was the rope for?")
    # The request is hidden, the letter and the answer are read in the office alone.
    asked = shelf.ask(village=toegye, user=editor, text=f"Papers {MARKER}", shown="hidden")
    meeting = circulars.enter_minutes(
        village=toegye, held_on=date(2026, 1, 5), title="Roof", body="We mend.", acting_user=boss
    )
    letter = circulars.send(village=toegye, title=MARKER, text=MARKER, acting_user=boss)
    sheet = village_forms.make_form(village=toegye, kind="centre", acting_user=boss)
    sent = VillageSubmission.objects.create(page=sheet, form_data={"your_name": MARKER})
    return {
        "asked": asked.pk,
        "letter": letter.pk,
        "meeting": meeting.pk,
        "form": sheet.pk,
        "sent": sent.pk,
        "question": question.pk,
        "fund_line": line.number,
        "line": editor.inbox.first(),
    }
