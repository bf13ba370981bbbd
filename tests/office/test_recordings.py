"""The desk for recordings: kept from the phone, written down, made a story of, taken away."""

from django.core.files.uploadedfile import SimpleUploadedFile

from wagtail.models import ReferenceIndex

import pytest

from media.models import VillageMedia
from tests.media.hostile import HTML
from tests.media.test_recordings import CAPTIONS, keep, sound, told
from villages.activity.models import Activity
from villages.finder.models import SearchDoc
from villages.portal.models import StoryPage

pytestmark = pytest.mark.django_db


def send(client, village, data=None, **more):
    sent = {
        "file": SimpleUploadedFile("녹음.m4a", data or sound()), "title": "Song of the rice",
        "language": "ko", "transcript": "모를 심자", **more,
    }  # fmt: skip
    return client.post(f"/office/{village.slug}/recordings/", sent)


def test_a_recording_is_kept_from_the_phone(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    vtt = SimpleUploadedFile("a.vtt", CAPTIONS)
    answer = send(client, haean, captions=vtt)
    kept = VillageMedia.objects.get()
    assert answer.headers["Location"] == f"/office/{haean.slug}/recordings/{kept.pk}/"
    assert (kept.collection, kept.language) == (haean.collection, "ko")
    words = kept.words.get()
    assert (words.transcript, bool(words.captions)) == ("모를 심자", True)
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "모를 심자" in shown
    assert Activity.objects.filter(kind="recording.kept", village=haean).exists()


@pytest.mark.parametrize("field", ["file", "captions"])
def test_a_bad_file_is_refused_and_the_words_stay(haean, editor_of, as_user, field):
    bad = SimpleUploadedFile("a.vtt", HTML)
    answer = send(as_user(editor_of(haean)), haean, **{field: bad})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "모를 심자" in said
    assert 'value="Song of the rice"' in said
    assert not VillageMedia.objects.exists()


def test_words_in_a_second_language_are_found_at_once(haean, editor_of, as_user):
    recording = keep(haean, transcript="모를 심자")
    story = told(haean, recording)
    story.save_revision().publish()
    address = f"/office/{haean.slug}/recordings/{recording.pk}/"
    client = as_user(editor_of(haean))
    sent = {"act": "words", "w-language": "en", "w-transcript": "Xylophone of the paddies"}
    assert client.post(address, sent).status_code == 302
    assert {one.language for one in recording.words.all()} == {"ko", "en"}
    assert "Xylophone" in client.get(f"{address}?in=en").content.decode()
    found = SearchDoc.objects.filter(text__contains="Xylophone")
    assert [doc.ref for doc in found] == [str(story.pk)]
    client.post(address, {"act": "words", "w-language": "en", "w-transcript": ""})
    assert {one.language for one in recording.words.all()} == {"ko"}


def test_a_story_is_written_around_it_and_goes_the_way_of_every_text(haean, manager_of, as_user):
    recording = keep(haean)
    client = as_user(manager_of(haean))
    sent = {"act": "story", "s-title": "About", "s-text": "Grandma sings.", "s-language": "en"}
    first = client.post(f"/office/{haean.slug}/recordings/{recording.pk}/", sent)
    second = client.post(f"/office/{haean.slug}/recordings/{recording.pk}/", sent)
    assert (first.status_code, second.status_code) == (302, 302)
    pages = list(StoryPage.objects.filter(title="About").order_by("pk"))
    assert len({page.slug for page in pages}) == 2
    page = pages[0]
    assert not page.live
    assert "<audio controls" in client.get(first.headers["Location"]).content.decode()
    client.post(f"/office/{haean.slug}/pages/{page.pk}/send/")
    page.refresh_from_db()
    assert page.live
    assert page.title in client.get(f"/office/{haean.slug}/pages/").content.decode()


def test_what_a_text_plays_cannot_be_taken_away(haean, editor_of, as_user):
    recording = keep(haean)
    story = told(haean, recording)
    address = f"/office/{haean.slug}/recordings/{recording.pk}/remove/"
    client = as_user(editor_of(haean))
    answer = client.post(address, follow=True)
    assert "A text plays this recording" in answer.content.decode()
    # Also while the worker has not written Wagtail's index yet, and in a draft alone.
    ReferenceIndex.objects.all().delete()
    story.body = []
    story.save()
    story.body = [(recording.type, recording)]
    story.save_revision()
    ReferenceIndex.objects.all().delete()
    assert "A text plays this recording" in client.post(address, follow=True).content.decode()
    story.delete()
    client.post(address)
    assert not VillageMedia.objects.exists()


def test_a_story_in_parts_is_changed_in_the_page_editor(haean, editor_of, as_user):
    body = [("heading", "One"), ("paragraph", "<p>a</p>"), ("heading", "Two")]
    page = haean.page.add_child(instance=StoryPage(title="Parts", slug="parts", body=body))
    page.save_revision()
    answer = as_user(editor_of(haean)).get(f"/office/{haean.slug}/pages/{page.pk}/edit/")
    assert f'href="/cms/pages/{page.pk}/edit/"' in answer.content.decode()


@pytest.mark.parametrize("role", ["resident", "seller", "committee"])
def test_others_reach_no_recording(haean, with_role, as_user, role):
    recording = keep(haean)
    client = as_user(with_role(role, haean))
    assert send(client, haean).status_code == 403
    assert client.get(f"/office/{haean.slug}/recordings/{recording.pk}/").status_code == 403


def test_another_village_s_recording_is_not_there(haean, toegye, editor_of, as_user):
    recording = keep(haean)
    client = as_user(editor_of(toegye))
    for slug in (haean.slug, toegye.slug):
        address = f"/office/{slug}/recordings/{recording.pk}/"
        assert client.get(address).status_code == 404
        assert client.post(f"{address}remove/").status_code == 404
        words = {"act": "words", "w-language": "ko", "w-transcript": "Taken"}
        assert client.post(address, words).status_code == 404
    assert VillageMedia.objects.filter(pk=recording.pk).exists()
    assert not recording.words.exists()
    own = as_user(editor_of(haean)).get(f"/office/{haean.slug}/recordings/{recording.pk}/")
    assert own.status_code == 200
