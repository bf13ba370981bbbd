"""What people wrote in another language than the page's is marked; a Korean page gains nothing."""

from django.utils import translation

import pytest

from tests.factories import market
from villages.community import services
from villages.core.templatetags.look import other_tongue, tongue

pytestmark = pytest.mark.django_db
MARK = '<span lang="ko">'


def body(client, url: str, language: str) -> str:
    return client.get(url, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("text", ["3 kg", "HWP", "2026", "500 g × 2", "010-1234-5678"])
def test_figures_and_units_are_said_alike_everywhere(text):
    with translation.override("ko"):
        assert tongue(text) == text


@pytest.mark.parametrize(("reader", "other"), [("ko", ""), ("en", "ko")])
def test_the_language_of_a_longer_text_is_named_where_it_is_another(reader, other):
    with translation.override(reader):
        assert other_tongue("봄부터 겨울까지 벌을 칩니다.") == other


# --- talk


@pytest.fixture
def thread(haean, with_role):
    """A Korean question on the village's board."""
    return services.start_thread(
        board=services.open_village_board(haean),
        author=with_role("resident", haean, "김옥자"),
        title="여덟 시 버스",
        body="아직 다닙니까?",
        language="ko",
    )


def test_a_board_marks_its_titles_and_its_writers(client, thread):
    english = body(client, thread.board.get_absolute_url(), "en")
    assert f"{MARK}여덟 시 버스</span></a>" in english
    assert f"{MARK}김옥자</span> ·" in english


def test_so_do_the_panels_of_the_homes(client, thread):
    for url in ("/", "/villages/yanggu-haean/"):
        assert f"{MARK}여덟 시 버스</span></a>" in body(client, url, "en")


def test_a_thread_marks_its_title_and_its_writer(client, thread):
    english = body(client, thread.get_absolute_url(), "en")
    assert f'<h1 class="gap">{MARK}여덟 시 버스</span></h1>' in english
    assert f'<li aria-current="page">{MARK}여덟 시 버스</span></li>' in english
    assert f"<b>{MARK}김옥자</span></b>" in english


def test_a_quotation_is_marked(client, thread, resident_of, haean):
    services.post_reply(
        thread=thread, author=resident_of(haean), body="It does.", quoted=thread.posts.get()
    )
    english = body(client, thread.get_absolute_url(), "en")
    assert f"{MARK}아직 다닙니까?</span>" in english


def test_korean_talk_on_a_korean_page_has_no_mark(client, thread):
    for url in (thread.board.get_absolute_url(), thread.get_absolute_url()):
        assert MARK not in body(client, url, "ko")


# --- goods


@pytest.fixture
def honey(haean):
    """Goods of which nobody wrote a word of English."""
    return market.product(market.stall(haean, representative="김옥자"), season=(1, 12))


def test_a_product_s_page_marks_its_name_and_who_speaks_for_the_seller(client, honey):
    english = body(client, honey.get_absolute_url(), "en")
    assert f"<h1>{MARK}감귤꽃 꿀</span></h1>" in english
    assert f"<dd>{MARK}김옥자</span></dd>" in english


def test_a_card_marks_its_name(client, honey):
    for url in ("/market/", "/market/stalls/yanggu-haean/", "/villages/yanggu-haean/"):
        assert f"{MARK}감귤꽃 꿀</span></a>" in body(client, url, "en")


def test_korean_goods_on_a_korean_page_have_no_mark(client, honey):
    for url in (honey.get_absolute_url(), "/market/"):
        assert MARK not in body(client, url, "ko")


# --- search


def test_what_is_found_is_marked(client, thread, honey):
    english = body(client, "/search/?q=버스", "en")
    assert f'<a href="{thread.get_absolute_url()}" lang="ko">여덟 시 버스</a>' in english
    assert f'<p class="quiet">{MARK}아직 다닙니까?</span></p>' in english
    assert f'<a href="{thread.get_absolute_url()}" lang="ko">' in body(
        client, "/search/suggest/?q=버스", "en"
    )


def test_korean_finds_on_a_korean_page_have_no_mark(client, thread):
    korean = body(client, "/search/?q=버스", "ko")
    assert f'<a href="{thread.get_absolute_url()}">여덟 시 버스</a>' in korean
    assert '<p class="quiet">아직 다닙니까?</p>' in korean
