"""The page cache: the right page to the right reader, dropped when something changes."""

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from tests.factories import market
from villages.portal import fund, register
from villages.portal.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/villages/yanggu-haean/"
NEWS = f"{HOME}news/"


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.PAGE_CACHE_SECONDS = 60


def story(village, title="A rare crane", live=True):
    page = NewsIndexPage.objects.get(path__startswith=village.page.path).add_child(
        instance=NewsPage(title=title, slug="crane", content_language="en", live=live)
    )
    if live:
        page.save_revision().publish()
    return page


def cost_of(client, url, **more) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, **more).status_code == 200
    return len(captured.captured_queries)


@pytest.mark.parametrize("url", ["/", "/villages/", HOME, NEWS, f"{HOME}fund/"])
def test_a_hit_asks_nothing_of_the_database(client, haean, url):
    assert cost_of(client, url) > 0
    assert cost_of(Client(), url) == 0


def test_a_hit_is_the_same_page_with_the_same_headers(client, haean):
    first, second = client.get(HOME), Client().get(HOME)
    assert first.content == second.content
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert second.headers["Content-Language"] == "en"
    assert "Cookie" in second.headers["Vary"]


def test_the_other_language_is_never_served(client, haean):
    english = client.get(HOME, headers={"Accept-Language": "en"}).content.decode()
    korean = client.get(HOME, headers={"Accept-Language": "ko"}).content.decode()
    assert '<html lang="en"' in english
    assert '<html lang="ko"' in korean
    reader = Client()
    reader.cookies["django_language"] = "ko"
    assert reader.get(HOME, headers={"Accept-Language": "en"}).content.decode() == korean


@pytest.mark.parametrize(
    ("cookie", "value"), [("text", "150"), ("contrast", "high"), ("scheme", "dark")]
)
def test_each_view_has_its_own_page(client, haean, cookie, value):
    client.get(HOME)
    reader = Client()
    reader.cookies[cookie] = value
    assert f'data-{cookie}="{value}"' in reader.get(HOME).content.decode()
    assert f'data-{cookie}="{value}"' not in Client().get(HOME).content.decode()


def test_another_question_is_another_page(client, haean):
    assert cost_of(client, "/villages/?q=Haean") > 0
    assert cost_of(client, "/villages/?q=Yesong") > 0
    assert cost_of(client, "/villages/?q=Haean") == 0


def test_made_up_questions_are_not_kept(client, haean):
    for _time in range(2):
        assert cost_of(client, f"{HOME}?utm_source=x") > 0


def test_somebody_signed_in_reads_and_leaves_nothing(client, haean, resident_of, as_user):
    member = as_user(resident_of(haean))
    assert cost_of(member, HOME) > 0
    assert cost_of(client, HOME) > 0
    assert "/accounts/login/" in client.get(HOME).content.decode()
    assert "/accounts/login/" not in member.get(HOME).content.decode()


def test_somebody_with_a_basket_sees_its_count(client, haean):
    client.get(HOME)
    shopper = Client()
    honey = market.product(market.stall(haean), stock=5)
    shopper.post(
        f"/market/basket/add/{honey.pk}/",
        {"quantity": 1},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert shopper.cookies
    assert cost_of(shopper, HOME) > 0
    assert "tool__count" in shopper.get(HOME).content.decode()
    assert "tool__count" not in Client().get(HOME).content.decode()


def test_somebody_with_a_message_gets_it_alone(client, haean):
    client.get(HOME)
    told = Client()
    told.cookies["messages"] = "anything"
    assert cost_of(told, HOME) > 0


def test_an_answer_that_sets_a_cookie_is_not_kept(rf, haean):
    from django.http import HttpResponse

    from villages.portal import page_cache

    request, answer = rf.get(HOME), HttpResponse("x")
    assert page_cache.may_keep(request, answer)
    answer.set_cookie("text", "150")
    assert not page_cache.may_keep(request, answer)


@pytest.mark.parametrize(
    ("body", "header"),
    [(b'<input name="csrfmiddlewaretoken">', ""), (b"x", "private"), (b"x", "no-store")],
)
def test_a_form_or_a_private_answer_is_not_kept(rf, body, header):
    from django.http import HttpResponse

    from villages.portal import page_cache

    answer = HttpResponse(body)
    if header:
        answer.headers["Cache-Control"] = header
    assert not page_cache.may_keep(rf.get(HOME), answer)


def test_no_token_of_one_reader_reaches_another(haean):
    first = Client()
    first.cookies["csrftoken"] = "a" * 32
    first.get(HOME)
    assert cost_of(Client(), HOME) > 0


def test_publishing_drops_the_village_and_the_nation(client, haean):
    for url in ("/", HOME, NEWS):
        assert "rare crane" not in client.get(url).content.decode()
    page = story(haean)
    for url in ("/", HOME, NEWS):
        assert "rare crane" in client.get(url).content.decode()
    page.unpublish()
    for url in ("/", HOME, NEWS):
        assert "rare crane" not in client.get(url).content.decode()


def test_deleting_a_page_drops_it(client, haean):
    page = story(haean)
    assert "rare crane" in client.get(NEWS).content.decode()
    page.delete()
    assert "rare crane" not in client.get(NEWS).content.decode()


def test_a_neighbour_s_news_leaves_the_village_s_pages(client, haean, toegye):
    client.get(HOME)
    story(toegye)
    assert cost_of(client, HOME) == 0


def test_a_new_name_shows_at_once(client, haean, staff):
    client.get(HOME), client.get("/villages/")
    register.rename_village(
        village=haean, slug=haean.slug, name_ko="새마을", name_en="Newly Named", acting_user=staff
    )
    assert "Newly Named" in client.get(HOME).content.decode()
    assert "Newly Named" in client.get("/villages/").content.decode()


def test_what_is_done_in_the_village_shows_at_once(client, haean, manager_of):
    from django.utils import timezone

    client.get(f"{HOME}fund/")
    fund.enter_line(
        village=haean,
        on=timezone.localdate(),
        text="A new rope",
        amount=-1_000,
        acting_user=manager_of(haean),
    )
    assert "A new rope" in client.get(f"{HOME}fund/").content.decode()


def test_a_change_that_is_taken_back_drops_nothing(client, haean):
    from django.db import transaction

    client.get(HOME)
    with transaction.atomic():
        haean.save()
        transaction.set_rollback(True)
    assert cost_of(client, HOME) == 0


def test_a_page_made_during_a_change_is_not_seen_after_it(rf, haean):
    from types import SimpleNamespace

    from django.http import HttpResponse

    from villages.portal import page_cache

    request = rf.get(HOME)
    request.reader = SimpleNamespace(language="en", text="100", contrast="normal", scheme="auto")
    key = page_cache.key_of(request)
    page_cache.drop(haean.slug)
    page_cache.keep(key, HttpResponse("old"))
    assert page_cache.find(page_cache.key_of(request)) is None


def test_a_preview_is_neither_kept_nor_answered_from_the_store(client, haean, manager_of, as_user):
    page = story(haean)
    url = f"{NEWS}crane/"
    client.get(url)
    page.title = "Not yet out"
    page.save_revision()
    shown = as_user(manager_of(haean)).get(f"/cms/pages/{page.pk}/view_draft/")
    assert "Not yet out" in shown.content.decode()
    assert "Not yet out" not in Client().get(url).content.decode()


def test_views_are_counted_on_a_hit_too(client, haean):
    from invil.adoption import visits

    visits.flush()
    for _time in range(3):
        client.get(HOME, headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    assert visits.flush() == 3


def test_a_kept_page_is_short_lived(client, haean, monkeypatch):
    kept = {}
    monkeypatch.setattr(
        type(caches["pages"]),
        "set",
        lambda self, key, value, timeout=None, **more: kept.update({key: timeout}),
    )
    client.get(HOME)
    assert 60 in kept.values()


def test_switched_off_it_keeps_nothing(client, haean, settings):
    settings.PAGE_CACHE_SECONDS = 0
    for _time in range(2):
        assert cost_of(client, HOME) > 0


def test_a_logged_act_asks_for_its_village_once_at_most(haean, django_assert_num_queries):
    """The log's receiver drops the village's pages; a village at hand is not read again."""
    from villages.activity import services as activity
    from villages.activity.models import Activity

    with django_assert_num_queries(1):
        activity.record("post.written", village=haean)
    with django_assert_num_queries(1):
        activity.record("platform.checked")
    with django_assert_num_queries(2):
        Activity.objects.create(kind="post.written", village_id=haean.pk)


def test_a_switched_off_store_is_asked_nothing(haean, settings, django_assert_num_queries):
    from villages.activity.models import Activity

    settings.PAGE_CACHE_SECONDS = 0
    with django_assert_num_queries(1):
        Activity.objects.create(kind="post.written", village_id=haean.pk)
