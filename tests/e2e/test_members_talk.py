"""The members' journey: replies arrive live, a cut line loses and doubles nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import submit, token

MINE = "jeju-jeoji"


def open_thread(page, title: str) -> str:
    """Start a conversation on the village's board."""
    page.goto(f"/villages/{MINE}/board/new/")
    page.fill("[name=title]", title)
    page.fill("[name=body]", "Who can help on Saturday?")
    submit(page.locator("main form[method=post] button.btn--main"))
    page.wait_for_url(re.compile(rf"/villages/{MINE}/board/\d+/"))
    return page.url.split("?")[0].split("#")[0]


def reply(page, words: str) -> None:
    """Write a reply by the form below the thread."""
    page.fill("[data-reply] [name=body]", words)
    submit(page.locator("[data-reply] button.btn--main"))
    expect(page.locator("#posts > li", has_text=words)).to_have_count(1)


class Line:
    """The wire between a reader's page and the socket, which can be cut."""

    def __init__(self, page) -> None:
        self.is_cut = False
        self.open = []
        page.route_web_socket(re.compile(r"/ws/live/"), self._connect)

    def _connect(self, socket) -> None:
        if self.is_cut:
            socket.close(code=1013)
            return
        socket.connect_to_server()
        self.open.append(socket)

    def cut(self) -> None:
        """Close every socket and let none through."""
        self.is_cut = True
        for socket in self.open:
            socket.close(code=1012)
        self.open.clear()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_replies_arrive_and_a_cut_line_loses_nothing(person_at, sign_in, lang):
    writer, other = person_at(lang, 360).page, person_at(lang, 360)
    other.allowed = ["WebSocket", "ERR_INTERNET_DISCONNECTED", "net::ERR"]
    reader, line = other.page, Line(other.page)
    sign_in(writer, "manager", MINE)
    sign_in(reader, "resident", MINE)
    url = open_thread(writer, f"Saturday ({lang})")
    reader.goto(url)
    live = reader.locator("[data-live-bar]:not(.live--off)")
    expect(live.locator("[data-live-state]")).not_to_be_empty()
    expect(reader.locator("#posts > li")).to_have_count(1)

    # A warm-up, then the measured one: within a second of the answer to the writer.
    reply(writer, "zero")
    expect(reader.locator("#posts > li", has_text="zero")).to_have_count(1)
    reply(writer, "one, at once")
    expect(reader.locator("#posts > li", has_text="one, at once")).to_have_count(1, timeout=1000)
    reply(reader, "two, from the other side")
    expect(writer.locator("#posts > li", has_text="two, from")).to_have_count(1, timeout=1000)

    line.cut()
    other.context.set_offline(True)
    expect(reader.locator("[data-live-bar].live--off")).to_have_count(1)
    for number in range(3, 6):
        reply(writer, f"{number}, while the line was cut")
    assert reader.locator("#posts > li").count() == 4
    line.is_cut = False
    other.context.set_offline(False)
    expect(reader.locator("#posts > li")).to_have_count(7)
    reply(writer, "six, after it")
    expect(reader.locator("#posts > li")).to_have_count(8)
    ids = reader.locator("#posts > li").evaluate_all("all => all.map(li => li.dataset.post)")
    writers = writer.locator("#posts > li").evaluate_all("all => all.map(li => li.dataset.post)")
    assert ids == writers
    assert len(set(ids)) == 8
    reader.reload()
    expect(reader.locator("#posts > li")).to_have_count(8)
    assert reader.input_value("[data-reply] [name=body]") == ""


def test_words_stay_when_the_line_is_cut_before_sending(person_at, sign_in):
    person = person_at("en", 360)
    person.allowed = ["WebSocket", "net::ERR"]
    page = person.page
    sign_in(page, "manager", MINE)
    open_thread(page, "A bad link")
    person.context.set_offline(True)
    page.fill("[data-reply] [name=body]", "These words must not be lost")
    submit(page.locator("[data-reply] button.btn--main"))
    expect(page.locator("[data-reply] button.btn--main")).to_be_enabled()
    assert page.input_value("[data-reply] [name=body]") == "These words must not be lost"
    person.context.set_offline(False)
    submit(page.locator("[data-reply] button.btn--main"))
    expect(page.locator("#posts > li", has_text="must not be lost")).to_have_count(1)


def test_a_double_submit_makes_one_reply(person_at, sign_in):
    page = person_at("en", 360).page
    sign_in(page, "resident", MINE)
    url = open_thread(page, "Pressed twice")
    page.goto(url)
    key = page.input_value("[data-reply] [name=client_key]")
    page.fill("[data-reply] [name=body]", "Only once")
    page.locator("[data-reply] button.btn--main").dblclick()
    expect(page.locator("#posts > li", has_text="Only once")).to_have_count(1)
    again = page.request.post(
        f"{url}reply/",
        form={"body": "Only once", "client_key": key},
        headers={"X-CSRFToken": token(page), "Referer": url},
    )
    assert again.ok
    page.reload()
    expect(page.locator("#posts > li", has_text="Only once")).to_have_count(1)
