"""The manager saves the village as a file; it opens from the disk, without any network."""

import zipfile
from urllib.parse import unquote, urlsplit

MINE = "jeju-jeoji"
PICTURES = """() => [...document.images].filter((image) => image.complete && !image.naturalWidth)
  .map((image) => image.src)"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.href)"
WAIT = """async () => {
  for (const image of document.images) { image.loading = "eager"; await image.decode().catch(() => {}); }
}"""


def saved(person_at, sign_in, tmp_path):
    """The file as the browser saves it, unpacked."""
    person = person_at("ko", 1280)
    sign_in(person.page, "manager", MINE)
    person.page.goto(f"/office/{MINE}/settings/")
    with person.page.expect_download() as waiting:
        person.page.locator("form[action$='/export/'] button").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    place = tmp_path / "village"
    with zipfile.ZipFile(file) as box:
        box.extractall(place)
    return file, place


def test_every_page_opens_from_the_disk(person_at, sign_in, browser, tmp_path):
    file, place = saved(person_at, sign_in, tmp_path)
    assert file.name.endswith("-personal-data.zip")
    context = browser.new_context(offline=True, locale="ko-KR")
    page, errors, asked = context.new_page(), [], []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    waiting, seen, outside = [(place / "index.html").as_uri()], set(), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        page.evaluate(WAIT)
        assert page.evaluate(PICTURES) == [], address
        for link in page.evaluate(LINKS):
            parts = urlsplit(link)
            if parts.scheme != "file":
                outside.add(link)
                continue
            target = unquote(parts.path)
            assert target.startswith(str(place)), (address, link)
            assert (place / target).is_file(), (address, link)
            if target.endswith(".html"):
                waiting.append(link.partition("#")[0])
    assert errors == []
    assert {urlsplit(one).scheme for one in asked} <= {"file", "data"}
    # All pages and tables were reached from the first one, by links alone.
    written = {one.as_uri() for one in place.rglob("*.html")}
    assert {unquote(one) for one in written} == {unquote(one) for one in seen}
    assert len(seen) > 30
    assert all(urlsplit(one).scheme in ("http", "https", "mailto", "tel") for one in outside)
    context.close()


def test_the_recording_plays_from_the_disk(person_at, sign_in, browser, tmp_path):
    _file, place = saved(person_at, sign_in, tmp_path)
    context = browser.new_context(offline=True, locale="ko-KR")
    page = context.new_page()
    story = next(place.glob("pages/*돌담을-쌓던-날의-가락.html"))
    page.goto(story.as_uri())
    seconds = page.evaluate(
        """async () => { const player = document.querySelector("audio"); player.load();
        player.preload = "auto";
        await new Promise((done) => player.addEventListener("loadedmetadata", done, { once: true }));
        return player.duration; }"""
    )
    assert 15 < seconds < 25
    assert "바람이 지나갈 구멍" in page.content()
    context.close()
