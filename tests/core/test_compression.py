"""Answers are compressed; they are padded by chance where they could hold a secret."""

import gzip

from django.http import HttpResponse

import pytest

from villages.core.compression import Compression

WORDS = b"<p>Words of a village.</p>" * 40


def lengths(rf, *, cookie: str = "", sets: bool = False, **headers) -> set[int]:
    """The lengths of sixty answers to the same request."""
    found = set()
    for _n in range(60):
        request = rf.get("/", headers={"accept-encoding": "gzip", **headers})
        if cookie:
            request.COOKIES["sessionid"] = cookie
        answer = HttpResponse(WORDS)
        if sets:
            answer.set_cookie("csrftoken", "secret")
        answer = Compression(lambda request, made=answer: made)(request)
        assert gzip.decompress(answer.content) == WORDS
        found.add(len(answer.content))
    return found


def test_a_stranger_gets_the_same_bytes_each_time(rf):
    assert len(lengths(rf)) == 1


@pytest.mark.parametrize("known", [{"cookie": "x"}, {"sets": True}, {"authorization": "Bearer x"}])
def test_whoever_is_known_gets_another_length(rf, known):
    assert len(lengths(rf, **known)) > 5


def test_who_cannot_read_it_gets_it_plain(rf):
    request = rf.get("/")
    assert Compression(lambda request: HttpResponse(WORDS))(request).content == WORDS
