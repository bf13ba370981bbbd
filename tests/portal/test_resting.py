"""A resting village is read, not asked; what was asked before is still answered."""

from django.utils import timezone

import pytest

from marketplace.orders.services import states
from tests.factories import market
from villages.community.services import open_village_board, start_thread
from villages.moderation import services as moderation
from villages.moderation.models import QueueItem
from villages.office import selectors
from villages.portal import fund, register, shelf, village_forms
from villages.portal.errors import FundRefused, ShelfRefused
from villages.portal.models import (
    DisclosureRequest,
    FundLine,
    FundQuestion,
    ShelfDocument,
    VillageSubmission,
)

pytestmark = pytest.mark.django_db
ASK = "/villages/yanggu-haean/disclosure/"


@pytest.fixture
def line(haean, manager_of):
    """A line of Haean's book."""
    return fund.enter_line(
        village=haean, on=timezone.localdate(), text="Rope", amount=-1000,
        acting_user=manager_of(haean),
    )  # fmt: skip


@pytest.fixture
def okja(haean, resident_of, line):
    """A resident of Haean."""
    return resident_of(haean)


@pytest.fixture
def resting(haean, staff, okja):
    register.archive_village(village=haean, acting_user=staff, reason="Nobody is left.")
    return haean


@pytest.mark.parametrize("way", ["get", "post"])
def test_nobody_asks_for_a_document(resting, person, as_user, way):
    answer = getattr(as_user(person()), way)(ASK, {"text": "Minutes", "shown": "nameless"})
    assert answer.status_code == 403
    assert not DisclosureRequest.objects.exists()


@pytest.mark.parametrize("way", ["get", "post"])
def test_nobody_asks_about_the_fund(resting, okja, line, as_user, way):
    url = f"/villages/yanggu-haean/fund/{line.number}/ask/"
    assert getattr(as_user(okja), way)(url, {"text": "Why?"}).status_code == 403
    assert not FundQuestion.objects.exists()


def test_the_services_refuse_too_whatever_a_form_knew_before(resting, okja, line):
    with pytest.raises(ShelfRefused):
        shelf.ask(village=resting, user=okja, text="Minutes", shown="nameless")
    with pytest.raises(FundRefused):
        fund.ask(line=line, user=okja, text="Why?")


def test_the_pages_stay_and_offer_no_question(resting, okja, line, as_user):
    client = as_user(okja)
    assert ASK not in client.get("/villages/yanggu-haean/documents/").content.decode()
    assert "/ask/" not in client.get("/villages/yanggu-haean/fund/").content.decode()


def test_it_is_asked_again_when_it_wakes(resting, okja, staff, as_user):
    register.restore_village(village=resting, acting_user=staff)
    as_user(okja).post(ASK, {"text": "Minutes", "shown": "nameless"})
    assert DisclosureRequest.objects.count() == 1


# --- what was asked before

OFFICE = "/office/yanggu-haean/"


@pytest.fixture
def boss(haean, with_role):
    """Haean's manager."""
    return with_role("manager", haean, "Boss")


@pytest.fixture
def asked(haean, okja, line, boss, staff):
    """A document, a word about the fund and the village's room, asked for before Haean rests."""
    page = village_forms.make_form(village=haean, kind="centre", acting_user=boss)
    wanted = {
        OFFICE + f"documents/requests/{shelf.ask(village=haean, user=okja, text='Rules', shown='named').pk}/": {
            "state": "refused", "text": "They are lost."},
        OFFICE + f"fund/questions/{fund.ask(line=line, user=okja, text='Why?').pk}/": {
            "answer": "For the bridge."},
        OFFICE + f"forms/{page.pk}/{VillageSubmission.objects.create(page=page, form_data={}).pk}/": {},
    }  # fmt: skip
    register.archive_village(village=haean, acting_user=staff, reason="Nobody is left.")
    return wanted


def test_what_was_asked_before_is_answered(asked, boss, as_user):
    answers = [as_user(boss).post(url, data).status_code for url, data in asked.items()]
    assert answers == [302, 302, 302]
    assert DisclosureRequest.objects.get().state == "refused"
    assert FundQuestion.objects.get().answer == "For the bridge."
    assert VillageSubmission.objects.get().done_at


def test_its_time_can_be_extended_as_well(asked, boss, as_user):
    url = next(iter(asked)) + "longer/"
    assert as_user(boss).post(url, {"reason": "The cupboard is locked."}).status_code == 302
    assert DisclosureRequest.objects.get().extended_at


def test_the_committee_answers_too_and_nobody_else(asked, haean, toegye, with_role, okja, as_user):
    url, data = next(iter(asked.items()))
    assert as_user(okja).post(url, data).status_code == 403
    assert as_user(with_role("reporter", haean)).post(url, data).status_code == 403
    assert as_user(with_role("committee", toegye)).post(url, data).status_code == 404
    assert as_user(with_role("committee", haean)).post(url, data).status_code == 302


def test_answers_to_a_form_are_saved_as_a_table(asked, boss, as_user):
    url = list(asked)[2].rsplit("/", 2)[0] + "/table/"
    assert as_user(boss).post(url).status_code == 200


def test_everything_can_be_taken_along(asked, haean, toegye, boss, with_role, as_user):
    answer = as_user(boss).post(f"{OFFICE}export/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert as_user(with_role("editor", haean)).post(f"{OFFICE}export/").status_code == 403
    assert as_user(with_role("manager", toegye)).post(f"{OFFICE}export/").status_code == 404


@pytest.mark.parametrize("door", ["fund/", "documents/", "settings/", "post/news/", "minutes/",
                                  "fund/1/take-back/", "exports/"])  # fmt: skip
def test_nothing_new_is_written(asked, boss, as_user, door):
    before = FundLine.objects.count()
    assert as_user(boss).post(OFFICE + door, {"reason": "x"}).status_code == 403
    assert (FundLine.objects.count(), ShelfDocument.objects.count()) == (before, 0)


def test_the_morning_page_shows_only_what_can_be_answered(asked, haean, boss, as_user):
    haean.refresh_from_db()
    lines = [line.url for _desk, line in selectors.open_lines(haean, boss)]
    mine = [url for url in lines if url.startswith(OFFICE)]
    doors = [url.removeprefix(OFFICE).split("/")[0] for url in mine]
    assert sorted(doors) == ["documents", "forms", "fund"]
    body = as_user(boss).get(OFFICE).content.decode()
    assert all(f'href="{url}"' in body for url in mine)


def test_an_order_before_the_rest_still_waits_to_be_sent(haean, boss, staff):
    honey = market.product(market.stall(haean), stock=9, title="Honey")
    states.mark_paid(order=market.order((honey, 8)))
    awake = [line.url for _desk, line in selectors.open_lines(haean, boss)]
    register.archive_village(village=haean, acting_user=staff, reason="Nobody is left.")
    asleep = [line.url for _desk, line in selectors.open_lines(haean, boss)]
    assert f"{OFFICE}stall/goods/" in awake
    assert asleep == [f"{OFFICE}stall/"]


def test_a_report_is_decided(haean, resident_of, with_role, staff, as_user):
    post = start_thread(
        board=open_village_board(haean), author=resident_of(haean), title="Sale", body="Buy!"
    ).posts.get()
    moderation.report(
        kind="post", ref=post.pk, village=haean, reporter=resident_of(haean), reason="spam"
    )
    register.archive_village(village=haean, acting_user=staff, reason="Nobody is left.")
    item = QueueItem.objects.get()
    hers = as_user(with_role("moderator", haean))
    hers.post(
        f"{OFFICE}reports/{item.pk}/",
        {"hide": "1", "reason": "An advertisement.", "version": item.version},
    )
    item.refresh_from_db()
    assert item.state == "hidden"
