"""One part to choose a file, everywhere: in the reader's language, by finger, key and without scripts."""

import re

import pytest
from playwright.sync_api import expect

MINE = "jeju-jeoji"
CHOOSERS = {
    "manager": [f"/office/{MINE}/settings/", f"/office/{MINE}/documents/",
                f"/office/{MINE}/recordings/"],
    "platform-staff": ["/staff/villages/import/"],
}  # fmt: skip
PAPER = {
    "name": "마을 규약.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-" + bytes(1_200_000),
}
SEEN = """(input) => { const box = input.getBoundingClientRect();
  return getComputedStyle(input).clipPath === "none" && box.width > 40 && box.height > 20; }"""


@pytest.mark.parametrize("role", CHOOSERS)
def test_a_button_in_korean_says_what_was_chosen(person_at, sign_in, axe, role):
    person = person_at("ko", 360)
    page = person.page
    sign_in(page, role, MINE if role == "manager" else None)
    for address in CHOOSERS[role]:
        page.goto(address)
        field = page.locator("main .field:has(input[type=file])").first
        button, state = field.locator("label.choice"), field.locator("[data-chosen]")
        assert button.inner_text() in ("파일 고르기", "사진 고르기")
        assert button.bounding_box()["height"] >= 48
        assert state.inner_text() == "아직 고르지 않았습니다."
        assert not field.locator("input").evaluate(SEEN)
        field.locator("input").set_input_files(PAPER)
        expect(state).to_have_text("고른 파일: 마을 규약.pdf · 1.2 MB")
        assert state.get_attribute("role") == "status"
        assert axe(page) == []


def test_a_key_opens_it_and_a_screen_reader_names_it(person_at, sign_in):
    page = person_at("ko", 360).page
    sign_in(page, "manager", MINE)
    page.goto(f"/office/{MINE}/documents/", wait_until="networkidle")
    control = page.get_by_label("문서 파일 고르기")
    named = control if control.count() else page.locator("aside [name=upload]")
    named.focus()
    outline = page.locator("aside label.choice:has([name=upload])").evaluate(
        "(e) => getComputedStyle(e).outlineStyle"
    )
    assert outline == "solid"
    with page.expect_file_chooser() as waiting:
        named.press("Enter")
    waiting.value.set_files(PAPER)
    chosen = page.locator("aside .field:has([name=upload]) [data-chosen]")
    expect(chosen).to_contain_text("마을 규약.pdf")
    tree = named.evaluate(
        "(input) => [...input.labels].map((label) => label.innerText.trim()).join(' / ')"
    )
    assert tree.endswith("파일 고르기")
    assert len(tree.split(" / ")) == 2


def test_without_scripts_the_browser_s_own_control_shows_the_name(person_at, sign_in):
    page = person_at("ko", 360, javascript=False).page
    sign_in(page, "manager", MINE)
    page.goto(f"/office/{MINE}/documents/")
    assert page.locator("aside [name=upload]").bounding_box()["width"] > 100
    page.set_input_files("aside [name=upload]", {**PAPER, "buffer": b"Rules", "name": "a.txt"})
    page.fill("aside [name=title]", "규약")
    page.locator("aside button.btn--main").click()
    expect(page.get_by_role("heading", name="규약", exact=True)).to_have_count(1)


@pytest.mark.parametrize(("saves", "plays"), [("true", "media_sizes"), ("false", "/media/media/")])
def test_a_phone_that_saves_data_plays_the_light_version(person_at, platform, saves, plays):
    platform.manage(
        "shell", "-v", "0", "-c",
        "from media.films import make_sizes\nfrom media.models import VillageMedia\n"
        "[make_sizes.call(one.pk) for one in VillageMedia.objects.filter(type='audio')]",
    )  # fmt: skip
    person = person_at("ko", 360)
    person.context.add_init_script(
        "Object.defineProperty(navigator, 'connection',"
        f" {{ value: {{ saveData: {saves}, effectiveType: '4g' }} }});"
    )
    page = person.page
    page.goto(f"/villages/{MINE}/돌담을-쌓던-날의-가락/?fresh={saves}")
    page.wait_for_selector("audio[src]")
    assert plays in page.locator("audio").get_attribute("src")
    light = page.locator("[data-play]").first
    light.click()
    expect(light).to_have_attribute("aria-current", "true")
    expect(page.locator("audio")).to_have_attribute("src", re.compile("media_sizes"))
