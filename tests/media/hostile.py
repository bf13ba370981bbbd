"""Hostile and odd files, made in code: each with a name and what must become of it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, PngImagePlugin

GPS = 0x8825
KEPT, REFUSED = "kept", "refused"


@dataclass(frozen=True)
class Odd:
    """One file; `size` is the width and height it must have when it is kept."""

    key: str
    name: str
    make: Callable[[], bytes]
    fate: str
    size: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.key


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    """A picture as bytes."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def plain(mode: str = "RGB", size=(64, 48)) -> Image.Image:
    """A picture whose left half differs from its right one."""
    picture = Image.new(mode, size)
    picture.paste(Image.linear_gradient("L").resize(size).convert(mode))
    return picture


def jpeg(**options) -> bytes:
    return saved(plain(), "JPEG", **options)


def png(mode: str = "RGB", **options) -> bytes:
    return saved(plain(mode), "PNG", **options)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG chunk with its sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int, body: bytes = b"", more: bytes = b"") -> bytes:
    """A PNG by hand, eight-bit grey; `more` are chunks before the pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(body, 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head) + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )  # fmt: skip


def png_bomb() -> bytes:
    """400 million pixels in a few hundred kilobytes."""
    return png_of(20_000, 20_000, bytes(20_001 * 2_000))


def gif_bomb() -> bytes:
    """A screen of 65535 by 65535 with one pixel in it."""
    return b"GIF89a" + struct.pack("<HH", 65535, 65535) + saved(plain("P"), "GIF")[10:]


def webp_bomb() -> bytes:
    """A canvas of 16383 by 16383, said in the header."""
    data = bytearray(saved(plain("RGBA"), "WEBP", lossless=True, exif=b"Exif\0\0II*\0\x08\0\0\0"))
    at = data.find(b"VP8X")
    data[at + 12 : at + 18] = (16382).to_bytes(3, "little") * 2
    return bytes(data)


def jpeg_bomb() -> bytes:
    """A JPEG whose frame says 65500 by 65500."""
    data = bytearray(jpeg())
    at = data.find(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    return bytes(data)


def text_bomb() -> bytes:
    """A PNG whose compressed words unpack to 100 MB."""
    packed = zlib.compress(bytes(100_000_000), 9)
    return png_of(1, 1, b"\0\0", chunk(b"zTXt", b"Comment\0\0" + packed))


def profile_bomb() -> bytes:
    """A PNG whose colour profile unpacks to 100 MB."""
    packed = zlib.compress(bytes(100_000_000), 9)
    return png_of(1, 1, b"\0\0", chunk(b"iCCP", b"p\0\0" + packed))


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bag:
        bag.writestr("index.html", "<script>alert(1)</script>")
    return out.getvalue()


LAID = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def turned(orientation: int) -> bytes:
    """A photo, white only at the top left, as a camera held in this way stores it."""
    picture = Image.new("RGB", (64, 48))
    picture.paste("white", (0, 0, 32, 24))
    if orientation in LAID:
        picture = picture.transpose(LAID[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(picture, "JPEG", exif=exif)


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Secret phone"
    exif[GPS] = {1: "N", 2: (37.0, 30.0, 0.0), 3: "E", 4: (127.0, 0.0, 0.0)}
    return jpeg(exif=exif)


def raw_exif(body: bytes) -> bytes:
    """A JPEG with these bytes as its EXIF."""
    part = b"Exif\0\0" + body
    return jpeg()[:2] + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + jpeg()[2:]


def xmp() -> bytes:
    words = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><GPSLatitude>37,30N</GPSLatitude></x:xmpmeta>"
    part = b"http://ns.adobe.com/xap/1.0/\0" + words
    return jpeg()[:2] + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + jpeg()[2:]


def png_words() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("GPSLatitude", "37,30N")
    info.add_itxt("XML:com.adobe.xmp", "<GPSLatitude>37,30N</GPSLatitude>")
    return png(pnginfo=info)


def movie(kind: str, frames: int = 3) -> bytes:
    first, *rest = (Image.new("RGB", (64, 48), (n * 5 % 255, 90, 60)) for n in range(frames))
    return saved(first, kind, save_all=True, append_images=rest)


def two_in_one() -> bytes:
    first, second = plain(), plain().rotate(180)
    return saved(first, "MPO", save_all=True, append_images=[second])


def see_through_palette() -> bytes:
    picture = plain("L").convert("P")
    return saved(picture, "PNG", transparency=0)


def nested_ifd() -> bytes:
    """An IFD whose EXIF pointer leads to itself."""
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + struct.pack("<I", 8)


def long_ifd() -> bytes:
    """An IFD that claims 65535 entries and values far outside."""
    entry = struct.pack("<HHII", 0x0112, 2, 0xFFFFFFFF, 0xFFFFFFF0)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 65535) + entry


def odd_orientation() -> bytes:
    """An orientation that is a word."""
    entry = struct.pack("<HHI", 0x0112, 2, 4) + b"abc\0"
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + bytes(4)


def corrupt(data: bytes) -> bytes:
    """Noise in the middle."""
    half = len(data) // 2
    return data[:half] + bytes(range(255, 155, -1)) + data[half + 100 :]


def half(make: Callable[[], bytes]) -> Callable[[], bytes]:
    def cut() -> bytes:
        data = make()
        return data[: len(data) // 2]

    return cut


def by(kind: str, mode: str = "RGB", **options) -> Callable[[], bytes]:
    return lambda: saved(plain(mode), kind, **options)


HTML = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
AT = (64, 48)

CORPUS = [
    # Bombs
    Odd("png-bomb", "a.png", png_bomb, REFUSED),
    Odd("gif-bomb", "a.gif", gif_bomb, REFUSED),
    Odd("webp-bomb", "a.webp", webp_bomb, REFUSED),
    Odd("jpeg-bomb", "a.jpg", jpeg_bomb, REFUSED),
    Odd("png-text-bomb", "a.png", text_bomb, REFUSED),
    Odd("png-profile-bomb", "a.png", profile_bomb, REFUSED),
    Odd("png-side-20001", "a.png", lambda: png_of(20_001, 20_001), REFUSED),
    Odd("png-no-pixels", "a.png", lambda: png_of(0, 0), REFUSED),
    Odd("png-thin", "a.png", lambda: png_of(20_001, 1, bytes(20_002)), KEPT, (2560, 1)),
    Odd("too-heavy", "a.jpg", lambda: jpeg() + bytes(20 * 1024 * 1024), REFUSED),
    # Two files in one: the picture is kept, the other part is gone
    Odd("jpeg-and-zip", "a.jpg", lambda: jpeg() + archive(), KEPT, AT),
    Odd("jpeg-and-html", "a.jpg", lambda: jpeg() + HTML, KEPT, AT),
    Odd("png-and-html", "a.png", lambda: png() + HTML, KEPT, AT),
    Odd("png-and-php", "a.png", lambda: png() + b"<?php system($_GET[0]); ?>", KEPT, AT),
    Odd("webp-and-zip", "a.webp", lambda: by("WEBP")() + archive(), KEPT, AT),
    Odd("gif-and-script", "a.gif", lambda: b"GIF89a/*" + by("GIF")()[8:] + b"*/=1;alert(1)", REFUSED),
    Odd("pdf-and-jpeg", "a.jpg", lambda: PDF + jpeg(), REFUSED),
    Odd("zip-and-jpeg", "a.jpg", lambda: archive() + jpeg(), REFUSED),
    # Cut off, or with noise
    Odd("half-jpeg", "a.jpg", half(jpeg), REFUSED),
    Odd("half-png", "a.png", half(png), REFUSED),
    Odd("half-webp", "a.webp", half(by("WEBP")), REFUSED),
    Odd("half-avif", "a.avif", half(by("AVIF")), REFUSED),
    Odd("half-heic", "a.heic", half(by("HEIF")), REFUSED),
    Odd("noisy-png", "a.png", lambda: corrupt(png()), REFUSED),
    Odd("noisy-avif", "a.avif", lambda: corrupt(by("AVIF")())[:200], REFUSED),
    Odd("head-of-jpeg", "a.jpg", lambda: b"\xff\xd8\xff\xe0", REFUSED),
    Odd("head-of-png", "a.png", lambda: b"\x89PNG\r\n\x1a\n", REFUSED),
    Odd("head-of-webp", "a.webp", lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 ", REFUSED),
    Odd("head-of-heic", "a.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(12), REFUSED),
    # No pictures at all
    Odd("empty", "a.jpg", lambda: b"", REFUSED),
    Odd("one-byte", "a.jpg", lambda: b"\0", REFUSED),
    Odd("zeros", "a.png", lambda: bytes(4096), REFUSED),
    Odd("html-as-jpg", "a.jpg", lambda: HTML, REFUSED),
    Odd("svg", "a.svg", lambda: SVG, REFUSED),
    Odd("svg-as-png", "a.png", lambda: SVG, REFUSED),
    Odd("pdf-as-jpg", "a.jpg", lambda: PDF, REFUSED),
    Odd("zip-as-png", "a.png", archive, REFUSED),
    Odd("script-as-webp", "a.webp", lambda: b"#!/bin/sh\nrm -rf /\n", REFUSED),
    Odd("program-as-jpg", "a.jpg", lambda: b"\x7fELF" + bytes(200), REFUSED),
    # Kinds we do not take
    Odd("gif", "a.gif", by("GIF"), REFUSED),
    Odd("moving-gif", "a.gif", lambda: movie("GIF"), REFUSED),
    Odd("tiff", "a.tiff", by("TIFF"), REFUSED),
    Odd("tiff-as-jpg", "a.jpg", by("TIFF"), REFUSED),
    Odd("bmp-as-jpg", "a.jpg", by("BMP"), REFUSED),
    Odd("ico-as-png", "a.png", by("ICO"), REFUSED),
    Odd("psd-as-jpg", "a.jpg", lambda: b"8BPS\0\1" + bytes(6) + b"\0\3" + bytes(40), REFUSED),
    Odd("eps-as-jpg", "a.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", REFUSED),
    Odd("jpeg2000", "a.jpg", by("JPEG2000"), REFUSED),
    Odd("ppm-as-png", "a.png", by("PPM"), REFUSED),
    # Odd but good
    Odd("jpeg", "a.jpg", jpeg, KEPT, AT),
    Odd("png", "a.png", png, KEPT, AT),
    Odd("webp", "a.webp", by("WEBP"), KEPT, AT),
    Odd("avif", "a.avif", by("AVIF"), KEPT, AT),
    Odd("heic", "a.heic", by("HEIF"), KEPT, AT),
    Odd("heic-as-jpg", "a.jpg", by("HEIF"), KEPT, AT),
    Odd("png-as-jpg", "a.jpg", png, KEPT, AT),
    Odd("two-in-one", "a.jpg", two_in_one, KEPT, AT),
    Odd("cmyk", "a.jpg", by("JPEG", "CMYK"), KEPT, AT),
    Odd("grey", "a.jpg", by("JPEG", "L"), KEPT, AT),
    Odd("progressive", "a.jpg", by("JPEG", progressive=True), KEPT, AT),
    Odd("png-16-bit", "a.png", lambda: saved(plain("L").convert("I;16"), "PNG"), KEPT, AT),
    Odd("png-1-bit", "a.png", by("PNG", "1"), KEPT, AT),
    Odd("png-palette", "a.png", see_through_palette, KEPT, AT),
    Odd("png-grey-alpha", "a.png", by("PNG", "LA"), KEPT, AT),
    Odd("webp-alpha", "a.webp", by("WEBP", "RGBA"), KEPT, AT),
    Odd("moving-webp", "a.webp", lambda: movie("WEBP"), KEPT, AT),
    Odd("moving-png", "a.png", lambda: movie("PNG"), KEPT, AT),
    Odd("one-pixel", "a.png", lambda: png_of(1, 1, b"\0\0"), KEPT, (1, 1)),
    # What a picture tells about its maker
    Odd("place-in-exif", "a.jpg", with_place, KEPT, AT),
    Odd("place-in-xmp", "a.jpg", xmp, KEPT, AT),
    Odd("place-in-png-words", "a.png", png_words, KEPT, AT),
    Odd("comment", "a.jpg", lambda: jpeg(comment=b"Secret phone <script>"), KEPT, AT),
    Odd("broken-profile", "a.jpg", lambda: jpeg(icc_profile=b"Secret phone" * 4), KEPT, AT),
    Odd("giant-profile", "a.jpg", lambda: jpeg(icc_profile=bytes(3_000_000)), KEPT, AT),
    Odd("exif-loop", "a.jpg", lambda: raw_exif(nested_ifd()), KEPT, AT),
    Odd("exif-too-long", "a.jpg", lambda: raw_exif(long_ifd()), REFUSED),
    Odd("exif-word-as-turn", "a.jpg", lambda: raw_exif(odd_orientation()), KEPT, AT),
    Odd("exif-no-head", "a.jpg", lambda: raw_exif(b"XX"), KEPT, AT),
    Odd("exif-cut", "a.jpg", lambda: raw_exif(b"II*\0"), KEPT, AT),
    *(
        Odd(f"turned-{n}", "a.jpg", lambda n=n: turned(n), KEPT, AT)
        for n in range(1, 9)
    ),
    Odd("turned-99", "a.jpg", lambda: turned(99), KEPT, AT),
    # Names
    Odd("name-up", "../../../etc/passwd.jpg", jpeg, KEPT, AT),
    Odd("name-windows", "..\\..\\boot.jpg", jpeg, KEPT, AT),
    Odd("name-null", "a.php\0.jpg", jpeg, KEPT, AT),
    Odd("name-control", "a\r\nX-Evil: 1.jpg", jpeg, KEPT, AT),
    Odd("name-right-to-left", "a\u202egpj.exe.jpg", jpeg, KEPT, AT),
    Odd("name-long", "가" * 240 + ".jpg", jpeg, KEPT, AT),
    Odd("name-korean", "우리 마을 사과밭.jpg", jpeg, KEPT, AT),
    Odd("name-none", ".jpg", jpeg, KEPT, AT),
    Odd("name-no-end", "photo", jpeg, KEPT, AT),
    Odd("name-script", "<img src=x onerror=alert(1)>.jpg", jpeg, KEPT, AT),
    Odd("name-two-ends", "photo.php.jpg", jpeg, KEPT, AT),
]  # fmt: skip
