"""What a phone writes into a recording — where, when, by whom — is gone before it is kept."""

import io
import json
import shutil
import struct
import subprocess
import wave

from django.core.files.base import ContentFile

import pytest

from media.errors import UploadRefused
from media.services import store_recording
from media.silent import silenced

pytestmark = pytest.mark.django_db
PLACE, MAKER = "+37.5665+126.9780/", "Kim Secret"
TOLD = ["-metadata", f"location={PLACE}", "-metadata", f"title={PLACE} {MAKER}",
        "-metadata", f"artist={MAKER}", "-metadata", f"comment={PLACE}",
        "-metadata", "creation_time=2021-03-04T05:06:07Z"]  # fmt: skip
with_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
SOUNDS = {
    "mp4": ["-f", "lavfi", "-i", "testsrc=s=160x120:d=1", "-c:v", "libx264", "-c:a", "aac"],
    "mov": ["-f", "lavfi", "-i", "testsrc=s=160x120:d=1", "-c:v", "libx264", "-c:a", "aac"],
    "m4a": ["-c:a", "aac"],
    "mp3": ["-c:a", "libmp3lame", "-write_id3v1", "1", "-write_apetag", "1"],
    "ogg": ["-c:a", "libvorbis"],
    "opus": ["-c:a", "libopus"],
    "wav": [],
    "webm": ["-f", "lavfi", "-i", "testsrc=s=160x120:d=1", "-c:v", "libvpx", "-c:a", "libopus"],
    "live.webm": ["-c:a", "libopus", "-f", "webm", "-live", "1"],
    "parts.mp4": ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"],
}
KEPT_AS = {"mov": "mp4", "opus": "ogg", "live.webm": "webm", "parts.mp4": "mp4"}


def recorded(tmp_path, end: str) -> bytes:
    """A second of sound, with everything a phone tells."""
    place = tmp_path / f"a.{end}"
    order = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", *SOUNDS[end], *TOLD]
    subprocess.run([*order, str(place)], check=True)
    return place.read_bytes()


def probed(tmp_path, data: bytes, end: str) -> dict:
    """What ffprobe reads of it, and how many frames it can decode."""
    place = tmp_path / f"b.{end}"
    place.write_bytes(data)
    order = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams",
             "-count_frames", str(place)]  # fmt: skip
    done = subprocess.run(order, check=True, capture_output=True)
    assert not done.stderr, done.stderr
    return json.loads(done.stdout)


@with_ffmpeg
@pytest.mark.parametrize("end", SOUNDS)
def test_nothing_is_told_and_everything_plays(end, tmp_path, haean):
    data = recorded(tmp_path, end)
    kept_as = KEPT_AS.get(end, end)
    assert PLACE.encode() in data or MAKER.encode() in data  # the recording tells it indeed
    before = probed(tmp_path, data, kept_as)
    recording = store_recording(
        upload=ContentFile(data, name="a.bin"), collection=haean.collection, title="Old song"
    )
    with recording.file.open("rb") as file:
        kept = file.read()
    for secret in (PLACE, PLACE[:8], MAKER, "2021-03-04"):
        assert secret.encode() not in kept
    after = probed(tmp_path, kept, kept_as)
    frames = [
        [stream.get("nb_read_frames") for stream in one["streams"]] for one in (before, after)
    ]
    assert frames[0] == frames[1]
    said = json.dumps(after)
    assert PLACE not in said
    assert MAKER not in said
    assert "creation_time" not in said
    assert recording.file_size == len(kept)


def test_a_wave_keeps_its_sound_alone():
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(range(200)))
    told = out.getvalue() + b"LIST" + struct.pack("<I", 22) + b"INFOICMT" + b"+37.5+126.9/ x"
    kept = silenced(io.BytesIO(told), "wav", "a.wav").read()
    assert b"37.5" not in kept
    with wave.open(io.BytesIO(kept)) as sound:
        assert sound.readframes(100) == bytes(range(200))


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def track(handler: bytes, place: int, length: int) -> bytes:
    """A track of one sample that lies at `place`."""
    stbl = box(
        b"stbl",
        box(b"stsz", struct.pack(">IIII", 0, 0, 1, length)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stco", struct.pack(">III", 0, 1, place)),
    )
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(13))
    return box(b"trak", box(b"mdia", hdlr, box(b"minf", stbl)))


def test_a_track_of_places_is_emptied_with_its_samples():
    head = box(b"ftyp", b"isom" + bytes(4))
    sound, walk = b"SOUND" * 4, b"N37.5665 E126.978"
    size = len(box(b"moov", track(b"soun", 0, 0), track(b"meta", 0, 0)))
    at = len(head) + size + 8
    moov = box(b"moov", track(b"soun", at, len(sound)), track(b"meta", at + len(sound), len(walk)))
    data = head + moov + box(b"mdat", sound, walk)
    kept = silenced(io.BytesIO(data), "mp4", "a.mp4").read()
    assert len(kept) == len(data)
    assert sound in kept
    assert b"37.5" not in kept
    assert b"meta" not in kept


def test_what_a_phone_writes_behind_the_film_is_emptied():
    data = box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", track(b"soun", 0, 0))
    kept = silenced(io.BytesIO(data + b"SEFT +37.5665+126.9780/"), "mp4", "a.mp4").read()
    assert b"37.5" not in kept


@pytest.mark.parametrize(
    ("end", "data"),
    [
        ("mp4", box(b"ftyp", b"isom" + bytes(4)) + b"\0\0\xff\xffmoov"),
        ("mp4", box(b"ftyp", b"isom" + bytes(4))),
        ("mp4", box(b"ftyp", b"isom") + box(b"moov", *[box(b"trak")] * 3, b"\0\0\0\x20udta")),
        ("mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(100)),
        ("ogg", b"OggS" + bytes(10)),
        ("ogg", b"OggS\0\x02" + bytes(20) + b"\x01\x05fLaC1"),
        ("webm", b"\x1a\x45\xdf\xa3\x84webm" + b"\0" * 9),
    ],
)
def test_what_cannot_be_followed_is_refused_in_words(end, data):
    with pytest.raises(UploadRefused, match=r"[Ss]ave it once more"):
        silenced(io.BytesIO(data), end, f"a.{end}")


@with_ffmpeg
@pytest.mark.parametrize("end", ["mp4", "ogg", "webm", "mp3", "wav"])
def test_broken_bytes_never_break_the_keeper(end, tmp_path):
    import random

    data, rng = recorded(tmp_path, end), random.Random(end)
    for _time in range(150):
        broken = bytearray(data)
        for _byte in range(rng.randint(1, 12)):
            broken[rng.randrange(min(len(broken), 3000))] = rng.randrange(256)
        broken = broken[: rng.randrange(20, len(broken))] if rng.random() < 0.3 else broken
        try:
            silenced(io.BytesIO(bytes(broken)), end, f"a.{end}")
        except UploadRefused:
            continue
