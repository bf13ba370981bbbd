"""The post screen that phones keep for when there is no line: the same for everybody."""

import re

import pytest

pytestmark = pytest.mark.django_db
KINDS = ("news", "notice", "event", "photos")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("language", "words"), [("ko", "인터넷이 이어지면 보내기"), ("en", "Send when the line")]
)
def test_it_stands_in_the_language_of_its_address(client, kind, language, words):
    answer = client.get(f"/offline/post/{kind}/?in={language}")
    assert words in answer.content.decode()
    assert answer["Content-Language"] == language
    assert f'<option value="{language}" selected>' in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_it_tells_nothing_of_whoever_asks(haean, manager_of, as_user, client, kind):
    boss = manager_of(haean)
    as_user(boss).get(f"/office/{haean.slug}/post/")
    body = as_user(boss).get(f"/offline/post/{kind}/?in=en").content.decode()
    assert body == client.get(f"/offline/post/{kind}/?in=en").content.decode()
    for secret in (boss.name, haean.slug, haean.name_ko, "csrfmiddlewaretoken"):
        assert secret not in body


@pytest.mark.parametrize("kind", ["letter", "pictures"])
def test_another_kind_is_not_found(client, kind):
    assert client.get(f"/offline/post/{kind}/").status_code == 404


def test_it_only_reads(client):
    assert client.post("/offline/post/news/", {"title": "x"}).status_code == 405


@pytest.mark.parametrize("kind", KINDS)
def test_it_asks_what_the_real_one_asks(haean, editor_of, as_user, client, kind):
    def names(body: str) -> set[str]:
        form = body.partition('<form class="form read post')[2].partition("</form>")[0]
        return set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', form))

    real = names(
        as_user(editor_of(haean)).get(f"/office/{haean.slug}/post/{kind}/").content.decode()
    )
    kept = names(client.get(f"/offline/post/{kind}/").content.decode())
    assert real - kept == {"csrfmiddlewaretoken"}
    assert kept <= real


def test_the_worker_keeps_no_page_of_the_office(client):
    body = client.get("/sw.js").content.decode()
    kept = re.findall(r'"(/[^"]*)"', body)
    assert any(path.startswith("/offline/post/news/") for path in kept)
    assert not [path for path in kept if path.startswith(("/office/", "/me/"))]


def test_words_on_the_phone_are_kept_by_person(haean, editor_of, manager_of, as_user):
    keys = set()
    for user in (editor_of(haean), manager_of(haean)):
        body = as_user(user).get(f"/office/{haean.slug}/post/").content.decode()
        keys |= set(re.findall(r'data-keep-draft="([^"]+)"', body))
    assert len(keys) == 2
