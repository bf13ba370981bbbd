"""The photos of a text: described, added, taken away; two writers mix nothing up."""

import json

from django.core.files.base import ContentFile

import pytest

from tests.isolation.requests import form_on
from tests.media.hostile import HTML, jpeg
from tests.portal.test_posting import photo, post_news
from villages.portal import posting
from villages.portal.albums import photos_of
from villages.portal.models import GalleryPage, NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def okja(haean, manager_of):
    """The manager."""
    return manager_of(haean)


def write(village, author, kind: str, count: int, said: str = ""):
    files = [ContentFile(jpeg(), name=f"{n}.jpg") for n in range(count)]
    draft = posting.Draft(
        kind=kind,
        title="Spring",
        text="One.",
        language="en",
        pictures=files,
        consent=True,
        picture_alt=said,
    )
    return posting.write_page(village=village, author=author, draft=draft)


def url_of(village, page) -> str:
    return f"/office/{village.slug}/pages/{page.pk}/album/"


def shown(page):
    newest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    return photos_of(newest)


def seen(client, village, page) -> dict:
    """The screen as it stands, ready to be sent."""
    return form_on(client, url_of(village, page), has="base").filled()


def test_two_writers_of_an_album_mix_no_captions(haean, okja, editor_of, as_user):
    page = write(haean, okja, "photos", 3)
    first, second, third = [one.key for one in shown(page)]
    mine, theirs = as_user(okja), as_user(editor_of(haean))
    screen = seen(mine, haean, page)
    other = seen(theirs, haean, page) | {f"caption-{first}": "Their hill"}
    theirs.post(url_of(haean, page), other | {"act": f"down-{first}"})
    sent = screen | {f"caption-{first}": "My hill", f"caption-{second}": "My well"}
    answer = mine.post(url_of(haean, page), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Their hill" in text
    assert "My well" in text
    assert [(p.key, p.caption) for p in shown(page)][:2] == [(second, ""), (first, "Their hill")]

    again = sent | {"base": answer.context["form"]["base"].value()}
    assert mine.post(url_of(haean, page), again).status_code == 302
    found = {p.key: p.caption for p in shown(page)}
    assert found == {first: "My hill", second: "My well", third: ""}


def test_an_editor_changes_no_album_that_waits(haean, editor_of, as_user):
    editor = editor_of(haean)
    page = write(haean, editor, "photos", 2, said="A hill")
    client = as_user(editor)
    screen = seen(client, haean, page)
    posting.send_for_approval(page=page, author=editor)
    before = GalleryPage.objects.get(pk=page.pk).latest_revision_id
    sent = screen | {"title": "Another"}
    assert client.post(url_of(haean, page), sent).status_code == 302
    assert GalleryPage.objects.get(pk=page.pk).latest_revision_id == before


def test_each_photo_of_a_story_is_described(haean, okja, as_user, client):
    page = write(haean, okja, "news", 3)
    office = as_user(okja)
    asked = office.get(f"/office/{haean.slug}/pages/{page.pk}/").content.decode()
    assert "3 photos have no words yet" in asked
    keys = [one.key for one in shown(page)]
    words = {f"alt-{key}": f"Apple tree {n}" for n, key in enumerate(keys)}
    office.post(url_of(haean, page), seen(office, haean, page) | words)
    assert [one.alt for one in shown(page)] == ["Apple tree 0", "Apple tree 1", "Apple tree 2"]
    posting.publish_own(page=NewsPage.objects.get(pk=page.pk), author=okja)
    public = client.get(page.get_url()).content.decode()
    assert all(f'alt="Apple tree {n}"' in public for n in range(3))


def test_a_photo_comes_into_a_story_later(haean, okja, as_user):
    page = write(haean, okja, "news", 0)
    office = as_user(okja)
    sent = seen(office, haean, page) | {"pictures": [photo(), photo()], "consent": "on"}
    answer = office.post(url_of(haean, page), sent)
    assert answer.url == url_of(haean, page)
    newest = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert newest.picture is not None
    assert [block.block_type for block in newest.body] == ["paragraph", "picture"]


def test_new_photos_need_a_yes_and_a_good_file(haean, okja, as_user):
    page = write(haean, okja, "news", 0)
    office = as_user(okja)
    screen = seen(office, haean, page)
    assert office.post(url_of(haean, page), screen | {"pictures": [photo()]}).status_code == 422
    broken = ContentFile(HTML, name="x.jpg")
    sent = screen | {"pictures": [broken], "consent": "on"}
    assert office.post(url_of(haean, page), sent).status_code == 422
    assert shown(page) == []


def test_a_photo_is_taken_out_of_a_story(haean, okja, as_user):
    page = write(haean, okja, "news", 3)
    main, second, third = [one.key for one in shown(page)]
    office = as_user(okja)
    for key in (second, main):
        office.post(url_of(haean, page), seen(office, haean, page) | {"act": f"drop-{key}"})
    assert [one.key for one in shown(page)] == [third]


def test_no_more_than_ten_photos(haean, okja, as_user):
    page = write(haean, okja, "news", 1)
    sent = seen(as_user(okja), haean, page)
    sent |= {"uploaded": ",".join(str(n) for n in range(1, 11)), "consent": "on"}
    answer = as_user(okja).post(url_of(haean, page), sent)
    assert "Ten pictures at most" in answer.content.decode()


def test_who_may_change_the_photos(haean, toegye, okja, manager_of, with_role, as_user):
    page = write(haean, okja, "news", 1)
    key = shown(page)[0].key
    data = {"act": f"drop-{key}", "base": page.latest_revision_id}
    assert as_user(with_role("reporter", haean)).post(url_of(haean, page), data).status_code == 403
    assert as_user(with_role("committee", haean)).post(url_of(haean, page), data).status_code == 403
    assert as_user(manager_of(toegye)).post(url_of(haean, page), data).status_code == 404
    assert [one.key for one in shown(page)] == [key]


# --- no photo goes out unsaid and unnoticed


def post(client, village, count: int, **fields):
    """A story with so many photos, as it comes from a phone without scripts."""
    return post_news(
        client, village, pictures=[photo() for _ in range(count)], consent="on", **fields
    )


def test_a_story_whose_first_photo_is_unsaid_is_kept_and_asks(haean, okja, as_user):
    office = as_user(okja)
    answer = post(office, haean, 1, alts=json.dumps([""]))
    page = NewsPage.objects.get(title="Picking began")
    assert answer.url == url_of(haean, page)
    assert "what is on the first photo" in office.get(answer.url).content.decode()
    assert not page.live


def test_what_was_not_asked_is_asked_before_it_goes_out(haean, okja, as_user):
    answer = post(as_user(okja), haean, 3, picture_alt="Boxes")
    page = NewsPage.objects.get(title="Picking began")
    assert answer.url == url_of(haean, page)
    assert [one.alt for one in shown(page)] == ["Boxes", "", ""]
    assert not page.live


def test_the_photos_screen_saves_the_words_and_lets_it_go_out(haean, okja, as_user, client):
    office = as_user(okja)
    post(office, haean, 2)
    page = NewsPage.objects.get(title="Picking began")
    first, second = [one.key for one in shown(page)]
    unsaid = office.post(url_of(haean, page), seen(office, haean, page) | {"then": "go"})
    assert unsaid.status_code == 422
    assert "Say in a few words what is on this photo" in unsaid.content.decode()
    words = {f"alt-{first}": "A box of apples", f"alt-{second}": "", "then": "go"}
    office.post(url_of(haean, page), seen(office, haean, page) | words)
    page.refresh_from_db()
    assert page.live
    assert 'alt="A box of apples"' in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize("said", [["Boxes", "A ladder", "Okja"], ["Boxes", "", ""]])
def test_words_beside_each_photo_come_with_the_story(haean, okja, as_user, said):
    post(as_user(okja), haean, 3, picture_alt="Boxes", alts=json.dumps(said))
    page = NewsPage.objects.get(title="Picking began")
    assert page.live
    assert [one.alt for one in shown(page)] == said


@pytest.mark.parametrize("alts", ["[", "{}", "7", '"x"', "[1, null]"])
def test_a_broken_list_of_words_breaks_nothing(haean, okja, as_user, alts):
    assert post(as_user(okja), haean, 1, picture_alt="Boxes", alts=alts).status_code == 302
    assert [one.alt for one in shown(NewsPage.objects.get())] == ["Boxes"]


def test_an_error_keeps_the_words_of_each_photo(haean, okja, as_user):
    said = json.dumps(["Boxes", "A ladder"])
    answer = post(as_user(okja), haean, 2, title="", picture_alt="Boxes", alts=said)
    assert answer.status_code == 422
    assert answer.context["form"]["alts"].value() == said


def test_the_committee_is_told_how_many_photos_have_no_words(haean, okja, editor_of, as_user):
    post(as_user(editor_of(haean)), haean, 3, alts=json.dumps(["Boxes", "", ""]))
    page = NewsPage.objects.get(title="Picking began")
    screen = as_user(okja).get(f"/office/{haean.slug}/approvals/{page.pk}/").content.decode()
    assert "2 photos have no words yet" in screen


def test_a_draft_may_wait_without_words(haean, okja, as_user):
    answer = post(as_user(okja), haean, 1, later="1")
    page = NewsPage.objects.get(title="Picking began")
    assert answer.url == f"/office/{haean.slug}/pages/{page.pk}/"
    sent = as_user(okja).post(f"/office/{haean.slug}/pages/{page.pk}/send/")
    assert sent.url == url_of(haean, page)
    page.refresh_from_db()
    assert not page.live


# --- an album's order by finger


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("to-{2}-0", [2, 0, 1]),
        ("to-{0}-2", [1, 2, 0]),
        ("to-{0}-99", [1, 2, 0]),
        ("to-{1}-1", [0, 1, 2]),
        ("to-{1}--1", [0, 1, 2]),
        ("to-{1}-x", [0, 1, 2]),
        ("to-{1}-²", [0, 1, 2]),
        ("to-99999-0", [0, 1, 2]),
        ("to-0", [0, 1, 2]),
    ],
)
def test_a_finger_brings_a_photo_to_its_place(haean, okja, as_user, act, order):
    page = write(haean, okja, "photos", 3)
    keys = [one.key for one in shown(page)]
    office = as_user(okja)
    typed = {f"caption-{keys[0]}": "The hill", "act": act.format(*keys)}
    answer = office.post(url_of(haean, page), seen(office, haean, page) | typed)
    assert answer.status_code == 302
    assert [one.key for one in shown(page)] == [keys[number] for number in order]
    assert {one.key: one.caption for one in shown(page)}[keys[0]] == "The hill"


def test_another_village_s_manager_orders_nothing(haean, toegye, okja, manager_of, as_user):
    page = write(haean, okja, "photos", 2)
    keys = [one.key for one in shown(page)]
    data = {"act": f"to-{keys[1]}-0", "base": page.latest_revision_id, "title": "Spring"}
    assert as_user(manager_of(toegye)).post(url_of(haean, page), data).status_code == 404
    assert [one.key for one in shown(page)] == keys


def test_a_story_s_photos_keep_their_order(haean, okja, as_user):
    page = write(haean, okja, "news", 3)
    keys = [one.key for one in shown(page)]
    office = as_user(okja)
    office.post(url_of(haean, page), seen(office, haean, page) | {"act": f"to-{keys[2]}-0"})
    assert [one.key for one in shown(page)] == keys


@pytest.mark.parametrize(
    ("is_live", "words"), [(False, "is taken out."), (True, "until you publish")]
)
def test_a_photo_taken_out_is_said(haean, okja, as_user, is_live, words):
    page = write(haean, okja, "photos", 2, said="Hill")
    if is_live:
        posting.publish_own(page=page, author=okja)
    client, key = as_user(okja), shown(page)[1].key
    screen = seen(client, haean, page) | {"act": f"drop-{key}"}
    answer = client.post(url_of(haean, page), screen, follow=True)
    assert words in answer.content.decode()
