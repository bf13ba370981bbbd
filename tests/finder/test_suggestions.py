"""What the search box offers while one types."""

from django.utils import timezone

import pytest

from villages.finder import services


@pytest.fixture
def honey(haean):
    """Two public things and one for members only."""
    rows = (
        ("product", "1", "토종꿀 · Native-bee honey", "public"),
        ("page", "2", "꿀 따는 날", "public"),
        ("page", "3", "꿀 회의록", f"village:{haean.pk}"),
    )
    for kind, ref, title, audience in rows:
        services.put(
            kind=kind,
            ref=ref,
            title=title,
            text=title,
            url=f"/{ref}/",
            village=haean,
            audience=audience,
            at=timezone.now(),
        )


def offers(client, query: str, language: str = "ko") -> str:
    answer = client.get("/search/suggest/", {"q": query}, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_offers_what_a_stranger_may_read(client, honey):
    assert 'href="/1/"' in offers(client, "토종꿀")
    assert "회의록" not in offers(client, "꿀 회의록")


def test_a_member_is_offered_the_villages_own(as_user, honey, haean, resident_of):
    assert "회의록" in offers(as_user(resident_of(haean)), "꿀 회의록")


@pytest.mark.parametrize(
    ("language", "shown"), [("ko", "토종꿀 <small"), ("en", "Native-bee honey <small")]
)
def test_of_two_names_the_readers_is_shown(client, honey, language, shown):
    assert shown in offers(client, "토종꿀", language)


def test_nothing_typed_offers_nothing(client, honey):
    assert "<li>" not in offers(client, "")
    assert "<li>" not in offers(client, "꿀")
