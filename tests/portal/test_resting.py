"""A resting village is read, not asked: nobody there can answer while a clock runs."""

from django.utils import timezone

import pytest

from villages.portal import fund, register, shelf
from villages.portal.errors import FundRefused, ShelfRefused
from villages.portal.models import DisclosureRequest, FundQuestion

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
