"""The matrix once more where villages have hosts of their own: no host tells another's secret."""

from django.core.management import call_command

import pytest

from tests.isolation.conftest import MARKER
from tests.isolation.test_sweep import addresses, fill, keys_of

pytestmark = pytest.mark.django_db
DOMAIN = "invil.example"
KEYS = 6  # of each address's possible keys, spread over all: the whole is the other sweep's


@pytest.fixture
def hosts_on(settings):
    """Villages have hosts of their own."""
    settings.VILLAGE_DOMAIN = settings.PLATFORM_HOST = DOMAIN
    settings.ALLOWED_HOSTS = [DOMAIN, f".{DOMAIN}"]
    call_command("sync_village_sites")


def probes(village, keys: list[str]) -> list[str]:
    """Every address, as the platform writes it and as the village's own host does."""
    long, found = f"/villages/{village.slug}/", []
    for number, route in enumerate(addresses()):
        if route.startswith(("cms/", "staff/")) and number % 10:
            continue  # they answer on the platform's host alone
        chosen = [keys[(number + step) % len(keys)] for step in range(KEYS)]
        for url in fill(route, village, chosen):
            found.append(url)
            if url.startswith(long):
                found.append(f"/{url.removeprefix(long)}")
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("whose", "persona"),
    [
        *((host, who) for host in ("toegye", "haean") for who in ("stranger", "editor", "manager")),
        ("platform", "editor"),
    ],
)
def test_no_host_tells_another_village_s_secret(
    hosts_on, persona, whose, personas, secrets, toegye, haean
):
    """Points 12 and 19. The cookie goes to every host here: a browser would send it to one."""
    client = personas.prober(persona)
    host = {"toegye": f"{toegye.slug}.", "haean": f"{haean.slug}.", "platform": ""}[whose] + DOMAIN
    leaks, broken, answered = [], [], 0
    for url in probes(toegye, keys_of(secrets)):
        answer = client.get(url, HTTP_HOST=host)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answered += answer.status_code == 200
        if persona != "stranger":  # a page behind a sign-in alone is for whoever has signed in
            body = body.replace(f"signed-in {MARKER}".encode(), b"")
        if MARKER.encode() in body or MARKER in str(answer.headers):
            leaks.append((answer.status_code, url))
        if answer.status_code >= 500:
            broken.append((answer.status_code, url))
    assert not leaks
    assert not broken
    assert answered, "nothing answers on this host: it proves nothing"


def test_on_its_own_host_a_friend_reads_what_is_the_villages(
    hosts_on, secrets, toegye, with_role, as_user
):
    """The matrix can fail: the manager of the village reads it at the platform's host."""
    friend = as_user(with_role("manager", toegye))
    page = friend.get(f"/office/{toegye.slug}/approvals/", headers={"host": DOMAIN})
    assert MARKER in page.content.decode()


@pytest.mark.parametrize("label", ["nobody-there", "www.nobody", "-", "yanggu-haean.nobody"])
def test_an_unknown_host_knows_nothing(hosts_on, client, label):
    assert client.get("/", headers={"host": f"{label}.{DOMAIN}"}).status_code in {400, 404}
