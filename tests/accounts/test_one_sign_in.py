"""One door takes a password: the others lead to it, with the way that was wanted kept."""

import re
from urllib.parse import parse_qs, urlsplit

from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from wagtail.models import PageViewRestriction

import pytest
from allauth.mfa.totp.internal import auth as totp

pytestmark = pytest.mark.django_db
OLD, HOST = "/_util/login/", "yanggu-haean.invil.example"
SECRET = {"password": "pass-1234", "login-password": "pass-1234", "password1": "pass-1234"}


@pytest.fixture
def sunja(person):
    """Sunja has the second step: her password alone opens nothing."""
    user = person("Kim Sunja", email="sunja@invil.example")
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


@pytest.fixture
def closed(haean):
    """Haean's home asks who is there."""
    PageViewRestriction.objects.create(page=haean.page, restriction_type="login")
    return haean


@pytest.fixture
def hosts_on(settings):
    """Villages have hosts of their own."""
    settings.VILLAGE_DOMAIN = settings.PLATFORM_HOST = "invil.example"
    settings.ALLOWED_HOSTS = ["invil.example", ".invil.example", "testserver"]
    call_command("sync_village_sites")


def words_of(user, password: str = "pass-1234") -> dict:
    names = ("username", "login", "login-username", "email")
    return dict.fromkeys(names, user.email) | dict.fromkeys(SECRET, password)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def where(answer) -> str:
    """What a sign-in leads to afterwards."""
    return parse_qs(urlsplit(answer.url).query)["next"][0]


def plain_doors(resolver=None, before: str = "/"):
    """Every address of the platform without a part that changes."""
    for entry in (resolver or get_resolver()).url_patterns:
        said = before + str(entry.pattern).lstrip("^").rstrip("$")
        if re.search(r"[<(\\\[]", said):
            continue
        if hasattr(entry, "url_patterns"):
            yield from plain_doors(entry, said)
        else:
            yield said


def test_no_door_of_the_platform_opens_with_the_password_alone(sunja):
    doors = sorted(set(plain_doors()))
    assert {OLD, "/cms/login/", "/staff/admin/login/", "/accounts/login/"} <= set(doors)
    opened = []
    for door in doors:
        visitor = Client(raise_request_exception=False)
        visitor.post(door, words_of(sunja))
        opened += [door] if is_in(visitor) else []
    assert opened == []


def test_the_second_step_is_asked_for_behind_a_closed_page(client, closed, sunja):
    door = client.get(f"/villages/{closed.slug}/").url
    assert client.post(door, words_of(sunja)).url.startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)


def test_tries_behind_a_closed_page_are_limited(client, closed, person):
    okja = person("Okja")
    door = client.get(f"/villages/{closed.slug}/").url
    for _ in range(11):
        client.post(door, words_of(okja, "wrong"))
    client.post(door, words_of(okja))
    assert not is_in(client)


def test_after_signing_in_the_closed_page_stands_there(client, closed, person):
    page = f"/villages/{closed.slug}/?from=letter"
    asked = client.get(page)
    assert (asked.url.split("?")[0], where(asked)) == ("/accounts/login/", page)
    answer = client.post(asked.url, words_of(person("Okja")) | {"next": where(asked)})
    assert answer.url == page
    assert client.get(page).status_code == 200


def test_the_old_door_keeps_the_way(client):
    answer = client.get(f"{OLD}?next=/me/details/")
    assert answer.url == "/accounts/login/?next=/me/details/"


def test_the_old_door_leads_nobody_astray(client, person):
    door = client.get(f"{OLD}?next=https://evil.example/").url
    answer = client.post(door, words_of(person("Okja")) | {"next": where_of(door)})
    assert answer.url == "/me/"


def where_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]


# --- with hosts of their own


def test_a_village_s_host_leads_to_the_platform_s_sign_in(hosts_on, client):
    answer = client.get(f"{OLD}?next=/news/", headers={"host": HOST})
    assert answer.url.startswith("http://invil.example/_util/login/?")
    assert where(answer) == "/villages/yanggu-haean/news/"


def test_from_a_closed_page_on_its_host_back_to_that_page(hosts_on, closed, person):
    there = Client(headers={"host": HOST})
    asked = there.get(there.get("/news/?page=1").url)
    assert asked.url.startswith("http://invil.example/accounts/login/?")
    assert where(asked) == f"/villages/{closed.slug}/news/?page=1"
    here = Client(headers={"host": "invil.example"})
    door = {"next": where(asked)}
    answer = here.post("/accounts/login/", words_of(person("Okja")) | door)
    assert here.get(answer.url).status_code == 200


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example/", "/market/"])
def test_a_way_that_is_none_of_the_village_s_stays_as_it_is(hosts_on, client, goal):
    answer = client.get("/accounts/login/", {"next": goal}, headers={"host": HOST})
    assert where(answer) == goal


def test_a_page_s_own_password_is_asked_for_on_its_host(hosts_on, haean):
    kept = PageViewRestriction.objects.create(
        page=haean.page, restriction_type="password", password="persimmon"
    )
    there = Client(headers={"host": HOST})
    form = re.search(r'action="([^"]*/?_util/authenticate_with_password/[^"]+)"',
                     there.get("/").content.decode())  # fmt: skip
    answer = there.post(form[1], {"password": "persimmon", "return_url": "/"})
    assert (answer.url, kept.accept_request(answer.wsgi_request)) == ("/", True)
    assert there.get("/").status_code == 200
