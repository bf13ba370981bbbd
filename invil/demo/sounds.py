"""Sounds and a film for the demo, made by arithmetic: nobody's voice, nobody's song.

A tune on plucked strings in the five notes of Korean folk song, with wind between the
lines; and, where ffmpeg is installed, a short silent film that moves over a landscape.
"""

import io
import math
import random
import shutil
import struct
import subprocess
import tempfile
import wave
from pathlib import Path

from invil.demo.pictures import landscape

RATE = 11_025
BEAT = 0.62  # seconds
# Pitch in half-tones above the lowest string (None: only the wind), length in beats.
TUNE = (
    (7, 1.5), (9, 0.5), (12, 2), (9, 1), (7, 1), (4, 2), (None, 1),
    (4, 1), (7, 1), (9, 2), (7, 0.5), (4, 0.5), (2, 3), (None, 1),
    (0, 1.5), (2, 0.5), (4, 1), (7, 1), (4, 1), (2, 1), (0, 3), (None, 1),
)  # fmt: skip
LOWEST = 146.8  # Hz


def tune() -> bytes:
    """About nineteen seconds as WAV, mono; the same bytes every time."""
    rng = random.Random("a tune of stone walls")
    length = int(RATE * (sum(beats for _pitch, beats in TUNE) * BEAT + 1.5))
    sound = _wind(length, rng)
    at = 0.0
    for pitch, beats in TUNE:
        if pitch is not None:
            _pluck(sound, int(at * RATE), LOWEST * 2 ** (pitch / 12), rng)
        at += beats * BEAT
    loudest = max(abs(value) for value in sound)
    # The end fades, so that the player does not click.
    last = len(sound)
    out = io.BytesIO()
    with wave.open(out, "wb") as place:
        place.setparams((1, 2, RATE, 0, "NONE", ""))
        place.writeframes(
            b"".join(
                struct.pack("<h", int(28_000 * value / loudest * min(1, (last - n) / RATE)))
                for n, value in enumerate(sound)
            )
        )
    return out.getvalue()


def _wind(length: int, rng: random.Random) -> list[float]:
    """Noise without its high part, swelling slowly."""
    found, kept = [], 0.0
    for number in range(length):
        kept += 0.03 * (rng.uniform(-1, 1) - kept)
        found.append(kept * (0.5 + 0.4 * math.sin(number / RATE * 1.1)))
    return found


def _pluck(sound: list[float], at: int, pitch: float, rng: random.Random) -> None:
    """A string after Karplus and Strong, added to what sounds already."""
    string = [rng.uniform(-1, 1) for _number in range(int(RATE / pitch))]
    for number in range(min(int(RATE * 2.6), len(sound) - at)):
        here = number % len(string)
        value = string[here]
        string[here] = 0.4985 * (value + string[(here + 1) % len(string)])
        sound[at + number] += 0.6 * value


def film() -> bytes | None:
    """Six silent seconds over a landscape as MP4; None where ffmpeg is not installed."""
    program = shutil.which("ffmpeg")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        still, made = Path(folder) / "a.png", Path(folder) / "a.mp4"
        still.write_bytes(_as_png(landscape("terrace", "summer", "dawn")))
        move = "zoompan=z='1+0.0012*on':x='(iw-iw/zoom)*on/150':y='(ih-ih/zoom)/2':d=150:s=640x360:fps=25"
        order = [program, "-nostdin", "-v", "error", "-i", str(still), "-vf", move, "-an",
                 "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "30", "-threads", "1",
                 "-movflags", "+faststart", str(made)]  # fmt: skip
        subprocess.run(order, check=True, capture_output=True, timeout=120)  # noqa: S603 — ours
        return made.read_bytes()


def _as_png(data: bytes) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.convert("RGB").save(out, "PNG")
    return out.getvalue()
