"""A text is changed on the phone: nothing of it is bent or lost, whatever it holds."""

from django.core.files.base import ContentFile

import pytest

from tests.isolation.requests import form_on
from tests.media.hostile import jpeg
from tests.portal.test_posting import post_news
from villages.portal import posting
from villages.portal.models import (
    CommitteePage,
    NewsIndexPage,
    NewsPage,
    StoryPage,
    Village,
)
from villages.portal.plain_text import has_parts, text_of

pytestmark = pytest.mark.django_db
TYPED = '"Mother & I" <said> it\'s small:\none apple,\ntwo pears.\n\nAnd sweet.'


@pytest.fixture
def okja(haean, manager_of):
    """The manager."""
    return manager_of(haean)


def edit_url(village, page) -> str:
    return f"/office/{village.slug}/pages/{page.pk}/edit/"


def news(village, author, text: str = TYPED, **more) -> NewsPage:
    draft = posting.Draft(kind="news", title="Apples", text=text, language="en", **more)
    return posting.write_page(village=village, author=author, draft=draft)


def with_body(village, author, body) -> NewsPage:
    """A story whose body the page editor wrote."""
    page = news(village, author, text="")
    page.body = body
    page.save()
    page.save_revision(user=author)
    return NewsPage.objects.get(pk=page.pk)


def stored(page):
    """The newest body, as it is stored."""
    return list(NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().body.raw_data)


def newest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def save(client, village, page, **answers):
    """Open the screen, change what is named, keep it as a draft."""
    url = edit_url(village, page)
    form = form_on(client, url, has="title")
    return client.post(url, {**form.filled(**answers), "later": "1"})


# --- words


def test_what_was_typed_comes_back_as_it_was_typed(haean, okja, as_user):
    page = news(haean, okja)
    form = form_on(as_user(okja), edit_url(haean, page), has="text")
    assert form.fields["text"].replace("\r\n", "\n") == TYPED


def test_a_text_saved_untouched_is_stored_byte_for_byte(haean, okja, as_user):
    page = news(haean, okja)
    before = stored(page)
    for _time in range(2):
        assert save(as_user(okja), haean, page, title="Pears").status_code == 302
    assert stored(page) == before
    assert newest(page).title == "Pears"


def test_quotes_ampersands_and_lines_survive_a_change(haean, okja, as_user, client):
    page = news(haean, okja)
    save(as_user(okja), haean, page, text=TYPED + " Really.")
    assert text_of(newest(page)) == TYPED + " Really."
    posting.publish_own(page=NewsPage.objects.get(pk=page.pk), author=okja)
    shown = client.get(page.get_url()).content.decode()
    assert "&amp;quot;" not in shown
    assert "one apple,<br" in shown


def test_the_page_editor_s_paragraphs_are_read_too(haean, okja):
    body = [("paragraph", '<p data-block-key="a1">One &amp; two<br/>three</p><p>four</p>')]
    assert text_of(with_body(haean, okja, body)) == "One & two\nthree\n\nfour"


def test_a_text_of_the_phone_opens_in_the_page_editor(haean, okja, as_user):
    for body in (None, [("paragraph", "<p>one<br>two</p>")]):
        page = news(haean, okja) if body is None else with_body(haean, okja, body)
        assert as_user(okja).get(f"/cms/pages/{page.pk}/edit/").status_code == 200


def test_a_picture_stays_below_its_paragraph(haean, okja, as_user):
    files = [ContentFile(jpeg(), name=f"{n}.jpg") for n in range(2)]
    page = news(haean, okja, text="One.\n\nTwo.", pictures=files, consent=True)
    page = newest(page)
    blocks = list(page.body)
    order = [(b.block_type, b.value) for b in (blocks[0], blocks[2], blocks[1])]
    page = with_body(haean, okja, order)
    save(as_user(okja), haean, page, text="Nought.\n\nOne.\n\nTwo, changed.")
    kinds = [block["type"] for block in stored(page)]
    assert kinds == ["paragraph", "paragraph", "paragraph", "picture"]
    assert text_of(newest(page)) == "Nought.\n\nOne.\n\nTwo, changed."


PARTS = {
    "heading": [("heading", "First"), ("paragraph", "<p>a</p>")],
    "list": [("paragraph", "<p>a</p>"), ("items", ["x", "y"]), ("paragraph", "<p>b</p>")],
    "quote": [("quote", {"text": "Well", "by": "Okja"}), ("paragraph", "<p>a</p>")],
    "bold": [("paragraph", "<p>a <b>bold</b> word</p>")],
    "link": [("paragraph", '<p>see <a href="https://invil.example/">this</a></p>')],
}


@pytest.mark.parametrize("body", PARTS.values(), ids=PARTS)
def test_a_body_of_parts_is_kept_whole_and_its_headline_changes(haean, okja, as_user, body):
    page = with_body(haean, okja, body)
    before = stored(page)
    shown = as_user(okja).get(edit_url(haean, page)).content.decode()
    assert "headings, lists, bold words or links" in shown
    assert f"/cms/pages/{page.pk}/edit/" in shown
    assert save(as_user(okja), haean, page, title="Other").status_code == 302
    assert stored(page) == before
    assert newest(page).title == "Other"


def test_words_sent_past_the_form_do_not_flatten_a_body_of_parts(haean, okja, as_user):
    page = with_body(haean, okja, PARTS["heading"])
    before = stored(page)
    as_user(okja).post(
        edit_url(haean, page), {"title": "x", "text": "flat", "base": page.latest_revision_id}
    )
    assert stored(page) == before


def test_a_sentence_of_the_page_editor_stays(haean, okja, as_user):
    page = news(haean, okja)
    page.summary = "Written by hand."
    page.save()
    page.save_revision(user=okja)
    save(as_user(okja), haean, page, text="Other words.")
    assert newest(page).summary == "Written by hand."


def test_a_story_of_parts_has_the_same_screen(haean, okja, as_user):
    home = type(haean.page).objects.get(pk=haean.page_id)
    page = home.add_child(
        instance=StoryPage(title="Old days", slug="old-days", body=PARTS["heading"], owner=okja)
    )
    page.save_revision()
    assert save(as_user(okja), haean, page, title="Older days").status_code == 302
    assert newest(page).title == "Older days"
    assert has_parts(newest(page))


# --- pages without a revision


@pytest.fixture
def bulk(haean, okja):
    """A page as the demo's bulk and an import leave it: public, without any revision."""
    index = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    page = index.add_child(
        instance=NewsPage(
            title="Bulk", slug="bulk", owner=okja, body=[("paragraph", "<p>First words</p>")]
        )
    )
    assert page.latest_revision_id is None
    return page


def test_a_page_without_a_revision_is_changed(haean, okja, bulk, as_user, client):
    url = edit_url(haean, bulk)
    form = form_on(as_user(okja), url, has="text")
    assert as_user(okja).post(url, form.filled(text="Second words")).status_code == 302
    assert "Second words" in client.get(bulk.get_url()).content.decode()


def test_its_first_words_stay_among_the_versions(haean, okja, bulk, as_user):
    save(as_user(okja), haean, bulk, text="Second words")
    shown = as_user(okja).get(f"/office/{haean.slug}/pages/{bulk.pk}/versions/")
    assert "First" in shown.content.decode()
    assert NewsPage.objects.get(pk=bulk.pk).revisions.count() == 2


def test_a_page_without_a_revision_comes_back_after_it_was_taken_off(
    haean, okja, bulk, as_user, client
):
    office = f"/office/{haean.slug}/pages/{bulk.pk}/"
    as_user(okja).post(f"{office}withdraw/")
    assert client.get(bulk.get_url()).status_code == 404
    assert as_user(okja).post(f"{office}send/").status_code == 302
    assert client.get(bulk.get_url()).status_code == 200


def test_an_editor_sends_a_page_without_a_revision(haean, bulk, editor_of, as_user):
    answer = as_user(editor_of(haean)).post(f"/office/{haean.slug}/pages/{bulk.pk}/send/")
    assert answer.status_code == 302
    assert NewsPage.objects.get(pk=bulk.pk).workflow_in_progress


def test_two_first_changes_of_a_page_without_a_revision_meet(haean, okja, bulk, as_user):
    url = edit_url(haean, bulk)
    seen = form_on(as_user(okja), url, has="text").filled(text="Mine")
    save(as_user(okja), haean, bulk, text="Theirs")
    answer = as_user(okja).post(url, seen)
    assert answer.status_code == 422
    assert "Theirs" in answer.content.decode()
    assert text_of(newest(bulk)) == "Theirs"


# --- who, and what kind of page


@pytest.mark.parametrize("screen", ["", "edit/", "album/", "versions/"])
def test_a_committee_member_does_not_open_a_draft(haean, editor_of, with_role, as_user, screen):
    page = news(haean, editor_of(haean))
    member = as_user(with_role("committee", haean))
    url = f"/office/{haean.slug}/pages/{page.pk}/{screen}"
    assert member.get(url).status_code == 403
    assert member.get(f"/office/{haean.slug}/approvals/{page.pk}/").status_code == 404


def test_a_committee_member_sends_nobody_s_draft(haean, editor_of, with_role, as_user):
    page = news(haean, editor_of(haean))
    url = f"/office/{haean.slug}/pages/{page.pk}/send/"
    assert as_user(with_role("committee", haean)).post(url).status_code == 403
    assert not NewsPage.objects.get(pk=page.pk).workflow_in_progress


def test_a_committee_member_reads_what_waits(haean, editor_of, with_role, as_user):
    author = editor_of(haean)
    page = news(haean, author)
    posting.send_for_approval(page=page, author=author)
    url = f"/office/{haean.slug}/approvals/{page.pk}/"
    assert "And sweet." in as_user(with_role("committee", haean)).get(url).content.decode()


def test_a_reporter_on_the_committee_writes_on(haean, with_role, as_user):
    from villages.portal.services import grant_role

    member = with_role("committee", haean)
    grant_role(user=member, village=haean, role="reporter")
    page = news(haean, member)
    assert as_user(member).get(edit_url(haean, page)).status_code == 200


@pytest.mark.parametrize("model", [NewsIndexPage, CommitteePage])
@pytest.mark.parametrize("screen", ["", "edit/", "album/", "versions/"])
def test_pages_the_phone_does_not_write_are_not_there(haean, okja, as_user, model, screen):
    page = model.objects.filter(path__startswith=haean.page.path).first()
    if page is None:
        home = type(haean.page).objects.get(pk=haean.page_id)
        page = home.add_child(instance=model(title="Committee", slug="committee"))
    url = f"/office/{haean.slug}/pages/{page.pk}/{screen}"
    assert as_user(okja).get(url).status_code == 404


# --- the way into the page editor


@pytest.mark.parametrize("role", ["editor", "manager"])
def test_who_sees_the_way_into_the_page_editor_gets_in(haean, with_role, as_user, role):
    person = with_role(role, haean)
    client, page = as_user(person), news(haean, person)
    for screen, door in (
        (f"/office/{haean.slug}/pages/{page.pk}/", f"/cms/pages/{page.pk}/edit/"),
        (f"/office/{haean.slug}/pages/", f"/cms/pages/{haean.page_id}/"),
    ):
        assert f'href="{door}"' in client.get(screen).content.decode()
        assert client.get(door).status_code == 200


def test_a_reporter_is_not_sent_to_a_closed_door(haean, with_role, as_user):
    person = with_role("reporter", haean)
    client, page = as_user(person), with_body(haean, person, PARTS["bold"])
    for screen in ("", f"{page.pk}/", f"{page.pk}/edit/"):
        assert "/cms/" not in client.get(f"/office/{haean.slug}/pages/{screen}").content.decode()


# --- the list


def titles(client, village, **query) -> str:
    return client.get(f"/office/{village.slug}/pages/", query).content.decode()


def test_a_text_of_long_ago_is_found_by_its_headline(haean, okja, as_user):
    news(haean, okja)
    for number in range(25):
        posting.write_page(
            village=haean,
            author=okja,
            draft=posting.Draft(kind="news", title=f"감자 {number}", text="x", language="ko"),
        )
    client = as_user(okja)
    assert "Apples" not in titles(client, haean)
    assert "Apples" in titles(client, haean, page=2)
    found = titles(client, haean, q="apples")
    assert "Apples" in found
    assert "감자" not in found
    assert "감자 7" in titles(client, haean, q="감자 7")


def test_a_search_shows_no_other_village_s_and_a_reporter_the_own_only(
    haean, toegye, okja, manager_of, with_role, as_user
):
    news(haean, okja)
    reporter = with_role("reporter", haean)
    assert "Apples" not in titles(as_user(manager_of(toegye)), toegye, q="apples")
    assert "Apples" not in titles(as_user(reporter), haean, q="apples")
    assert as_user(manager_of(toegye)).get(f"/office/{haean.slug}/pages/?q=a").status_code == 404


@pytest.mark.parametrize("query", [{"q": "%_'"}, {"page": "x"}, {"page": "999"}, {"page": "-1"}])
def test_an_odd_search_is_answered(haean, okja, as_user, query):
    assert as_user(okja).get(f"/office/{haean.slug}/pages/", query).status_code == 200


def test_a_title_in_another_language_says_so_to_a_reading_voice(haean, okja, as_user):
    news(haean, okja)
    page = as_user(okja).get(f"/office/{haean.slug}/pages/", headers={"accept-language": "ko"})
    assert 'lang="en">Apples</a>' in page.content.decode()
    page = as_user(okja).get(f"/office/{haean.slug}/pages/", headers={"accept-language": "en"})
    assert 'lang="en">Apples</a>' not in page.content.decode()


def test_the_list_costs_the_same_with_many_texts(
    haean, okja, as_user, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_user(okja)
    news(haean, okja)
    titles(client, haean)
    with CaptureQueriesContext(connection) as few:
        titles(client, haean)
    for _number in range(12):
        news(haean, okja)
    # One more may come from what the platform keeps for a while.
    with django_assert_max_num_queries(len(few) + 1):
        titles(client, haean)


def test_a_reader_of_another_village_changes_nothing(haean, toegye, okja, manager_of, as_user):
    page = news(haean, okja)
    other = as_user(manager_of(toegye))
    for slug in (haean.slug, toegye.slug):
        url = f"/office/{slug}/pages/{page.pk}/edit/"
        assert other.post(url, {"title": "x", "base": page.latest_revision_id}).status_code == 404
    assert newest(page).title == "Apples"


def test_a_draft_posted_by_an_editor_waits_after_a_change(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    post_news(client, haean, later="1")
    page = NewsPage.objects.get(title="Picking began")
    url = edit_url(haean, page)
    client.post(url, form_on(client, url, has="text").filled(text="Other."))
    page = NewsPage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    assert not page.live
    assert Village.objects.get(pk=haean.pk).page.live


# --- what is not out yet

NOT_YET = "The latest changes are not on the portal yet"


def test_a_change_kept_as_a_draft_is_said_on_its_page_and_in_the_list(haean, okja, as_user):
    page, client = news(haean, okja), as_user(okja)
    posting.publish_own(page=page, author=okja)
    assert NOT_YET not in titles(client, haean)
    save(client, haean, page, title="Pears")
    assert NOT_YET in titles(client, haean)
    assert NOT_YET in client.get(f"/office/{haean.slug}/pages/{page.pk}/").content.decode()


def test_a_draft_that_never_was_out_has_no_later_changes(haean, okja, as_user):
    page, client = news(haean, okja), as_user(okja)
    assert NOT_YET not in titles(client, haean)
    assert NOT_YET not in client.get(f"/office/{haean.slug}/pages/{page.pk}/").content.decode()


def test_one_sentence_about_photos_is_not_asked_to_be_three(haean, okja, as_user):
    shown = as_user(okja).get(f"/office/{haean.slug}/post/photos/").content.decode()
    assert "Three sentences are enough" not in shown
