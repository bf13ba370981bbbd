"""A day that is over is asked about while it is typed, not found out when nobody came."""

from datetime import timedelta

from django.utils import timezone

import pytest

from tests.isolation.requests import form_on
from villages.portal import posting
from villages.portal.models import EventPage, NoticePage

pytestmark = pytest.mark.django_db
OVER = "This day is over"


@pytest.fixture
def okja(haean, manager_of):
    """The manager."""
    return manager_of(haean)


def day(n: int) -> str:
    return (timezone.localdate() + timedelta(days=n)).isoformat()


def post(client, village, kind, **answers):
    """What a phone sends from the post screen."""
    words = {"title": "No water", "text": "From nine to noon.", "language": "en"}
    return client.post(f"/office/{village.slug}/post/{kind}/", {**words, **answers})


@pytest.fixture
def old_notice(haean, okja):
    """A notice that held until yesterday."""
    draft = posting.Draft(
        kind="notice",
        title="No watre",
        text="Till noon.",
        language="en",
        valid_until=timezone.localdate() - timedelta(days=1),
    )
    return posting.write_page(village=haean, author=okja, draft=draft)


def change(client, village, page, **answers):
    url = f"/office/{village.slug}/pages/{page.pk}/edit/"
    form = form_on(client, url, has="title")
    return client.post(url, {**form.filled(**answers), "later": "1"})


def test_a_notice_does_not_go_out_for_a_day_that_is_over(haean, okja, as_user):
    answer = post(as_user(okja), haean, "notice", valid_until=day(-1), is_urgent="on")
    assert answer.status_code == 422
    assert OVER in answer.context["form"].errors["valid_until"][0]
    assert not NoticePage.objects.filter(title="No water").exists()


def test_a_notice_for_today_goes_out(haean, okja, as_user):
    post(as_user(okja), haean, "notice", valid_until=day(0), is_urgent="on")
    assert NoticePage.objects.filter(title="No water", live=True).exists()


def test_an_old_day_does_not_block_the_correction_of_a_word(haean, okja, old_notice, as_user):
    assert change(as_user(okja), haean, old_notice, title="No water").status_code == 302


def test_another_past_day_is_refused_for_an_old_notice(haean, okja, old_notice, as_user):
    answer = change(as_user(okja), haean, old_notice, valid_until=day(-2))
    assert OVER in answer.context["form"].errors["valid_until"][0]


def test_a_new_event_that_is_over_is_refused_kindly(haean, okja, as_user):
    answer = post(as_user(okja), haean, "event", starts_at="2020-12-20T10:00")
    assert OVER in answer.context["form"].errors["starts_at"][0]
    assert not EventPage.objects.filter(title="No water").exists()


def test_an_event_that_goes_on_until_today_is_taken(haean, okja, as_user):
    times = {"starts_at": f"{day(-2)}T10:00", "ends_at": f"{day(0)}T23:00"}
    post(as_user(okja), haean, "event", **times)
    assert EventPage.objects.filter(title="No water").exists()


def test_an_old_event_may_be_corrected(haean, okja, as_user):
    draft = posting.Draft(
        kind="event",
        title="Fiar",
        text="It was good.",
        language="en",
        starts_at=timezone.now() - timedelta(days=400),
    )
    page = posting.write_page(village=haean, author=okja, draft=draft)
    assert change(as_user(okja), haean, page, title="Fair").status_code == 302
