"""Answers are compressed; they are padded by chance where they could hold a secret."""

import gzip

from django.http import HttpResponse

import pytest

from villages.core.compression import Compression, is_anybodys

WORDS = b"<p>Words of a village.</p>" * 40


def lengths(rf, *, cookie: str = "", sets: bool = False, kept: str = "", **headers) -> set[int]:
    """The lengths of sixty answers to the same request."""
    found = set()
    for _n in range(60):
        request = rf.get("/", headers={"accept-encoding": "gzip", **headers})
        if cookie:
            request.COOKIES["sessionid"] = cookie
        answer = HttpResponse(WORDS)
        if sets:
            answer.set_cookie("csrftoken", "secret")
        if kept:
            answer["Cache-Control"] = kept
        answer = Compression(lambda request, made=answer: made)(request)
        assert gzip.decompress(answer.content) == WORDS
        found.add(len(answer.content))
    return found


def test_a_stranger_gets_the_same_bytes_each_time(rf):
    assert len(lengths(rf)) == 1


@pytest.mark.parametrize("known", [{"cookie": "x"}, {"sets": True}, {"authorization": "Bearer x"}])
def test_whoever_is_known_gets_another_length(rf, known):
    assert len(lengths(rf, **known)) > 5


@pytest.mark.parametrize("kept", ["max-age=0, no-cache, no-store, private", "private"])
def test_an_answer_that_is_private_gets_another_length(rf, kept):
    assert len(lengths(rf, kept=kept)) > 5


def test_an_answer_for_everybody_s_caches_does_not(rf):
    assert len(lengths(rf, kept="public, max-age=600")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/accounts/signup/", "/join/no-such-card/"]
)
def test_no_page_with_a_token_or_a_secret_address_goes_out_unpadded(client, address):
    """Through the whole stack: what sets a cookie or is private is not anybody's."""
    answer = client.get(address)
    holds = b"csrfmiddlewaretoken" in answer.content or answer.status_code == 200
    assert not (holds and is_anybodys(answer.wsgi_request, answer))


def test_it_stands_outside_whatever_sets_a_cookie(settings):
    order = settings.MIDDLEWARE
    ours = order.index("villages.core.compression.Compression")
    assert ours < min(order.index(name) for name in order if "Session" in name or "Csrf" in name)


def test_who_cannot_read_it_gets_it_plain(rf):
    request = rf.get("/")
    assert Compression(lambda request: HttpResponse(WORDS))(request).content == WORDS
