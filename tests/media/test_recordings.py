"""Recordings in a story: captions and words in several languages, weight, light versions."""

import io
import re
import shutil
import struct
import subprocess
import wave
from pathlib import Path

from django.core.files.base import ContentFile

import pytest
from PIL import Image

from media.films import make_sizes
from media.models import MediaSize, MediaWords, VillageMedia
from media.services import put_words, store_recording
from villages.portal.models import StoryPage

pytestmark = pytest.mark.django_db
with_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nStones.\n"


def sound(seconds: float = 0.1) -> bytes:
    """A silent recording."""
    out = io.BytesIO()
    with wave.open(out, "wb") as place:
        place.setparams((1, 2, 8000, 0, "NONE", ""))
        place.writeframes(struct.pack("<h", 0) * int(8000 * seconds))
    return out.getvalue()


def vtt() -> ContentFile:
    return ContentFile(CAPTIONS, name="a.vtt")


@pytest.fixture
def film(tmp_path) -> bytes:
    """Two seconds of a test picture with a tone."""
    place = tmp_path / "a.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=1280x720:d=2", "-f", "lavfi",
         "-i", "sine=d=2", "-shortest", "-pix_fmt", "yuv420p", "-b:v", "4M", str(place)],
        check=True,
    )  # fmt: skip
    return place.read_bytes()


def keep(village, data=None, **more) -> VillageMedia:
    upload = ContentFile(data or sound(), name="a.exe")
    return store_recording(upload=upload, collection=village.collection, title="Old road", **more)


def told(village, recording) -> StoryPage:
    return village.page.add_child(
        instance=StoryPage(title="Road", slug="road", body=[(recording.type, recording)])
    )


@with_ffmpeg
def test_a_story_plays_a_film_with_captions_and_words(haean, film, client):
    recording = keep(haean, film, transcript="We carried the stones.", captions=vtt())
    make_sizes.call(recording.pk)
    assert {size.label for size in recording.sizes.all()} >= {"240p", "audio"}
    page = client.get(told(haean, recording).get_url()).content.decode()
    for words in ("<video controls", "We carried the stones.", 'kind="captions"'):
        assert words in page
    assert page.index("media_sizes/") < page.index(recording.file.url)
    sizes = recording.sizes.order_by("file_size")
    assert len(re.findall(r"data-play>[^<]*,\s[\d.]+.(?:bytes|KB|MB)", page)) == len(sizes) + 1


@with_ffmpeg
def test_a_film_shows_a_picture_of_itself_before_it_plays(haean, film, client):
    recording = keep(haean, film)
    make_sizes.call(recording.pk)
    recording.refresh_from_db()
    with Image.open(recording.thumbnail.path) as still:
        assert still.size == (720, 405)
    page = client.get(told(haean, recording).get_url()).content.decode()
    assert f'poster="{recording.thumbnail.url}"' in page
    assert 'width="720" height="405"' in page


@with_ffmpeg
def test_a_picture_somebody_chose_stays(haean, film):
    recording = keep(haean, film)
    recording.thumbnail.save("chosen.jpg", ContentFile(b"x"))
    make_sizes.call(recording.pk)
    recording.refresh_from_db()
    assert Path(recording.thumbnail.name).stem.startswith("chosen")


@with_ffmpeg
def test_another_film_does_not_keep_the_picture_of_the_old_one(haean, film, editor_of, as_user):
    recording = keep(haean, film)
    make_sizes.call(recording.pk)
    as_user(editor_of(haean)).post(
        f"/cms/media/edit/{recording.pk}/",
        {"title": "Fair", "language": "ko", "duration": 2,
         "file": ContentFile(film, name="b.mp4"), "collection": haean.collection.pk},
    )  # fmt: skip
    before = recording.file.name
    recording.refresh_from_db()
    assert recording.file.name != before
    assert not recording.thumbnail


def test_without_a_word_it_is_spoken_in_the_village_s_language(haean, settings):
    assert keep(haean).language == "ko"
    settings.INVIL_VILLAGE_LANGUAGE = "vi"
    assert keep(haean).language == "vi"


@pytest.mark.parametrize(
    ("reader", "first", "other"), [("ko", "돌", "Stones"), ("en", "Stones", "돌")]
)
def test_each_reader_gets_the_own_language_first(haean, client, reader, first, other):
    recording = keep(haean, transcript="돌을 날랐지요.", captions=vtt())
    put_words(recording=recording, language="en", transcript="Stones were carried.", captions=vtt())
    address = told(haean, recording).get_url()
    page = client.get(address, headers={"accept-language": reader}).content.decode()
    tracks = re.findall(r'<track kind="captions" src="[^"]+" srclang="(\w+)" label="([^"]+)"', page)
    assert dict(tracks) == {"ko": "한국어", "en": "English"}
    assert tracks[0][0] == reader
    # The own language is read at once, the other is one press away.
    assert page.index(first) < page.index('<details class="fold"') < page.index(other)
    assert re.search(rf'<div class="card flow" lang="{reader}">', page)


def test_a_story_with_recordings_costs_the_same_with_one_and_with_five(
    haean, client, django_assert_max_num_queries
):
    recordings = [keep(haean, transcript=f"Words {number}") for number in range(5)]
    page = haean.page.add_child(
        instance=StoryPage(title="R", slug="r", body=[("audio", one) for one in recordings])
    )
    client.get(page.get_url())
    with django_assert_max_num_queries(14):
        shown = client.get(page.get_url() + "?fresh=1").content.decode()
    assert shown.count("<audio controls") == 5


def test_words_are_once_a_language_and_go_with_their_file(
    haean, settings, django_capture_on_commit_callbacks
):
    recording = keep(haean, transcript="돌", captions=vtt())
    place = Path(settings.MEDIA_ROOT) / recording.words.get().captions.name
    assert place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        put_words(recording=recording, language="ko", captions=vtt())
    assert recording.words.get().transcript == "돌"
    assert not place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        put_words(recording=recording, language="ko", transcript="", captions=False)
    assert not MediaWords.objects.exists()


def test_the_page_editor_asks_for_the_language_and_a_second_one(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    asked = client.get("/cms/media/audio/add/").content.decode()
    assert '<option value="ko" selected>' in asked
    data = {
        "title": "Song", "collection": haean.collection.pk, "language": "vi",
        "file": ContentFile(sound(), name="a.wav"), "transcript": "Lời", "second_language": "ko",
        "second_transcript": "노랫말", "second_captions": vtt(), "duration": 1,
    }  # fmt: skip
    answer = client.post("/cms/media/audio/add/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    recording = VillageMedia.objects.get()
    words = {one.language: (one.transcript, bool(one.captions)) for one in recording.words.all()}
    assert (recording.language, words) == ("vi", {"vi": ("Lời", False), "ko": ("노랫말", True)})
    shown = client.get(f"/cms/media/edit/{recording.pk}/").content.decode()
    assert "노랫말" in shown
    same = client.post(
        f"/cms/media/edit/{recording.pk}/", {**data, "file": "", "second_language": "vi"}
    )
    assert "This is the language spoken" in same.content.decode()


def test_another_file_loses_the_light_versions_of_the_old_one(haean, editor_of, as_user):
    recording = keep(haean)
    MediaSize.objects.create(media=recording, label="audio", file=ContentFile(b"x", name="a.m4a"))
    as_user(editor_of(haean)).post(
        f"/cms/media/edit/{recording.pk}/",
        {"title": "Song", "language": "ko", "duration": 1,
         "file": ContentFile(sound(0.2), name="a.wav"), "collection": haean.collection.pk},
    )  # fmt: skip
    recording.refresh_from_db()
    assert recording.file_size > len(sound())
    assert not recording.sizes.exists()


def test_a_recording_is_sent_in_parts_and_in_a_sandbox(haean, rf, settings):
    from media.serving import film as view

    name = keep(haean).file.name
    assert (Path(settings.MEDIA_ROOT) / name).exists()
    answer = view(rf.get("/", headers={"range": "bytes=0-99"}), name)
    assert (answer.status_code, len(b"".join(answer))) == (206, 100)
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert view(rf.get("/", headers={"range": "bytes=999999999-"}), name).status_code == 416
