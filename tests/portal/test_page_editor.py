"""The page editor speaks the villager's language and wears the platform's clothes."""

import re

from django.utils import translation

import pytest

from villages.portal.blocks import BodyBlock
from villages.portal.models import NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(haean, editor_of, as_user):
    return as_user(editor_of(haean))


def words_of(client, url: str, language: str) -> str:
    """What stands on a screen of the editor, without tags, scripts and icons."""
    answer = client.get(url, headers={"Accept-Language": language})
    assert answer.status_code == 200
    text = answer.content.decode()
    return re.sub(r"<(script|style|template|svg).*?</\1>|<[^>]+>", " ", text, flags=re.S)


def test_it_is_called_invil_not_wagtail(editor, haean):
    for url in ("/cms/", f"/cms/pages/{haean.page.pk}/", f"/cms/pages/{haean.page.pk}/edit/"):
        text = editor.get(url).content.decode()
        assert re.search(r"<title>[^<]+- INVIL</title>", text)
        assert "img/favicon" in text
        assert "wagtailadmin/images/favicon.ico" not in text
        assert "invil-logo" in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/cms/", "우리 마을 글 관리"),
        ("/cms/pages/{news}/", "소식"),
        ("/cms/pages/add/villages/newspage/{news}/", "마당 너머로 부르듯"),
        ("/cms/pages/{home}/history/", "바뀐 기록"),
        ("/cms/pages/{home}/edit/", "마을 어귀에서 손님을 맞듯"),
        ("/cms/media/", "소리와 영상"),
    ],
)
def test_it_speaks_korean(editor, haean, address, said):
    news = haean.page.get_children().get(slug="news")
    url = address.format(news=news.pk, home=haean.page.pk)
    assert said in words_of(editor, url, "ko")
    assert said not in words_of(editor, url, "en")


def test_its_scripts_speak_korean(editor):
    text = editor.get("/cms/jsi18n/", headers={"Accept-Language": "ko"}).content.decode()
    assert "블록 넣기" in text or "\\ube14\\ub85d \\ub123\\uae30" in text


def test_ours_win_where_both_have_a_word():
    with translation.override("ko"):
        assert translation.gettext("Live") == "공개 중"
        assert translation.pgettext("a line that is open", "Live") == "실시간"


def test_text_comes_first_and_settings_last():
    panels = NewsPage.get_edit_handler().children[0].children
    names = [getattr(panel, "field_name", None) or str(panel.heading) for panel in panels]
    assert names == ["title", "summary", "body", "Picture", "Settings of the page"]


@pytest.mark.parametrize(("language", "said"), [("ko", "황태"), ("en", "pollack")])
def test_each_block_shows_itself_before_it_is_chosen(editor, language, said):
    shown = []
    for block in BodyBlock().child_blocks.values():
        assert block.is_previewable
        assert block.get_description()
        url = f"/cms/block-preview/?id={block.definition_prefix}"
        answer = editor.get(url, headers={"Accept-Language": language})
        assert answer.status_code == 200
        shown.append(answer.content.decode())
    assert said in "".join(shown)
