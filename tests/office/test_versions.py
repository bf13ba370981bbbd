"""Whoever regrets a change gets the earlier text back, and loses nothing by it."""

from django.utils import translation
from django.utils.translation import gettext as _

import pytest

from villages.portal import guide, posting
from villages.portal.models import HelpPage, NewsPage
from villages.portal.versions import differences, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def okja(haean, manager_of):
    return manager_of(haean)


@pytest.fixture
def news(haean, okja):
    """A published story, changed once since."""
    draft = posting.Draft(kind="news", title="Apples", text="Red apples today", language="en")
    page = posting.write_page(village=haean, author=okja, draft=draft)
    posting.publish_own(page=page, author=okja)
    page = NewsPage.objects.get(pk=page.pk)
    return posting.rewrite_page(
        page=page,
        author=okja,
        title="Apples",
        text="Green apples today",
        base=page.latest_revision_id,
    )


def url_of(haean, page) -> str:
    return f"/office/{haean.slug}/pages/{page.pk}/versions/"


def test_the_list_says_what_changed_and_by_whom(haean, okja, news, as_user):
    body = as_user(okja).get(url_of(haean, news)).content.decode()
    assert "<del>Red</del>" in body
    assert "<ins>Green</ins>" in body
    assert okja.name in body


def test_an_earlier_version_becomes_the_newest_and_the_portal_waits(haean, okja, news, as_user):
    newest, first = versions_of(NewsPage.objects.get(pk=news.pk))[0:2]
    okjas = as_user(okja)
    answer = okjas.post(url_of(haean, news), {"version": first.pk, "base": newest.pk}, follow=True)
    page = NewsPage.objects.get(pk=news.pk)
    assert posting.text_of(page.get_latest_revision_as_object()) == "Red apples today"
    assert page.revisions.filter(pk=newest.pk).exists()
    assert page.has_unpublished_changes
    assert f"/office/{haean.slug}/pages/{page.pk}/send/" in answer.content.decode()


def test_who_saw_an_older_list_is_told_so(haean, okja, news, as_user):
    first = versions_of(NewsPage.objects.get(pk=news.pk))[-1]
    as_user(okja).post(url_of(haean, news), {"version": first.pk, "base": first.pk})
    page = NewsPage.objects.get(pk=news.pk)
    assert posting.text_of(page.get_latest_revision_as_object()) == "Green apples today"


@pytest.mark.parametrize("version", ["999999", "", "x", "-1"])
def test_a_version_of_no_such_page_changes_nothing(haean, okja, news, as_user, version):
    before = news.revisions.count()
    base = NewsPage.objects.get(pk=news.pk).latest_revision_id
    answer = as_user(okja).post(url_of(haean, news), {"version": version, "base": base})
    assert answer.status_code == 302
    assert news.revisions.count() == before


def test_another_village_and_a_resident_see_no_versions(
    haean, toegye, news, manager_of, resident_of, as_user
):
    assert as_user(manager_of(toegye)).get(url_of(haean, news)).status_code == 404
    assert as_user(resident_of(haean)).post(url_of(haean, news)).status_code in (403, 404)


def test_a_waiting_text_rests(haean, okja, editor_of, as_user):
    writer = editor_of(haean)
    draft = posting.Draft(kind="news", title="Pears", text="Pears", language="en")
    page = posting.write_page(village=haean, author=writer, draft=draft)
    posting.send_for_approval(page=page, author=writer)
    base = page.latest_revision_id
    as_user(okja).post(url_of(haean, page), {"version": base, "base": base})
    assert page.revisions.count() == 1


def test_differences_name_each_word_once():
    assert differences("a b c", "a x c") == [
        ("kept", "a"),
        ("gone", "b"),
        ("new", "x"),
        ("kept", "c"),
    ]


def test_the_list_costs_the_same_with_many_versions(
    haean, okja, news, as_user, django_assert_max_num_queries
):
    for number in range(8):
        page = NewsPage.objects.get(pk=news.pk)
        posting.rewrite_page(
            page=page,
            author=okja,
            title="Apples",
            text=f"Apples {number}",
            base=page.latest_revision_id,
        )
    page = NewsPage.objects.get(pk=news.pk)
    with django_assert_max_num_queries(2):
        versions_of(page)


def versions_page(haean, okja, as_user, page) -> str:
    return as_user(okja).get(url_of(haean, page)).content.decode()


def test_the_list_shows_a_changed_heading_list_and_quotation(haean, okja, news, as_user):
    page = NewsPage.objects.get(pk=news.pk).get_latest_revision_as_object()
    page.body = [
        ("heading", "Harvest"),
        ("items", ["Boxes", "Ladders"]),
        ("quote", {"text": "Sweet", "by": "Sunja"}),
    ]
    page.save_revision(user=okja)
    body = versions_page(haean, okja, as_user, page)
    for word in ("Harvest", "Ladders", "Sweet", "Sunja"):
        assert word in body


def test_the_list_shows_changed_photos_and_captions(haean, okja, as_user):
    from django.core.files.base import ContentFile

    from tests.media.hostile import jpeg
    from villages.portal import albums

    draft = posting.Draft(
        kind="photos", title="Hills", text="", language="en",
        pictures=[ContentFile(jpeg(), name="a.jpg")], consent=True,
    )  # fmt: skip
    page = posting.write_page(village=haean, author=okja, draft=draft)
    key = albums.photos_of(page)[0].key
    albums.arrange(
        page=page,
        author=okja,
        base=page.latest_revision_id,
        words={key: {"alt": "A ridge", "caption": "In May"}},
    )
    body = versions_page(haean, okja, as_user, page)
    assert "A ridge · In May</ins>" in body


def test_the_list_shows_a_changed_hour(haean, okja, as_user):
    from datetime import timedelta

    from django.utils import timezone

    from villages.portal.models import EventPage

    day = timezone.now() + timedelta(days=9)
    draft = posting.Draft(
        kind="event", title="Feast", text="Come", language="en", starts_at=day, place="The hall"
    )
    page = posting.write_page(village=haean, author=okja, draft=draft)
    posting.rewrite_page(
        page=EventPage.objects.get(pk=page.pk),
        author=okja,
        title="Feast",
        base=page.latest_revision_id,
        starts_at=day + timedelta(days=1),
        place="The school",
    )
    found = versions_of(EventPage.objects.get(pk=page.pk))[1]
    assert [label for label, _old, _new in found.changes] == ["When?", "Where?"]
    assert ("Where?", "The hall", "The school") in found.changes


def test_a_page_has_one_version_for_each_language(haean, okja, news):
    from django.core.exceptions import ValidationError

    original = NewsPage.objects.get(pk=news.pk)

    def version(slug, language):
        return original.get_parent().add_child(
            instance=NewsPage(title="사과", slug=slug, content_language=language, original=original)
        )

    first = version("apples-ko", "ko")
    for language in ("ko", "en"):
        with pytest.raises(ValidationError):
            version(f"again-{language}", language)
    first.full_clean()
    original.content_language = "ko"
    with pytest.raises(ValidationError):
        original.full_clean()


@pytest.mark.parametrize(
    ("language", "said", "title"),
    [
        ("en", "How it is done, step by step", "Bringing an earlier text back"),
        ("ko", "되돌리는 방법을 차례대로 보기", "고친 글을 전처럼 되돌리려면"),
    ],
)
def test_the_list_leads_to_the_way_in_the_reader_s_language(
    haean, okja, news, as_user, language, said, title
):
    guide.ensure_help()
    browser, words = as_user(okja), {"accept-language": language}
    body = browser.get(url_of(haean, news), headers=words).content.decode()
    assert f'<a href="/help/bring-a-text-back/">{said}</a>' in body
    way = browser.get("/help/bring-a-text-back/", headers=words).content.decode()
    assert f"<h1>{title}</h1>" in way


def test_a_way_the_staff_took_away_is_not_offered(haean, okja, news, as_user):
    guide.ensure_help()
    HelpPage.objects.get(slug="bring-a-text-back").delete()
    answer = as_user(okja).get(url_of(haean, news))
    assert answer.status_code == 200
    assert "How it is done" not in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_way_names_the_buttons_as_they_stand(haean, okja, news, as_user, language):
    guide.ensure_help()
    words = {"accept-language": language}
    way = HelpPage.objects.get(slug__startswith="bring-a-text-back", content_language=language)
    browser = as_user(okja)
    text = f"/office/{haean.slug}/pages/{news.pk}/"
    screens = [browser.get(url, headers=words) for url in ("/me/", text, url_of(haean, news))]
    shown = " ".join(answer.content.decode() for answer in screens)
    with translation.override(language):
        names = [
            _("Earlier versions"),
            _("Bring this version back"),
            _("Publish now"),
            _("My page"),
        ]
        others = [_("Pages and news"), _("Send to the committee"), _("Call it back")]
    assert all(name in shown for name in names)
    assert all(name in way.steps + way.closing for name in (*names, *others))
