"""Staff find an account somebody asks about; nobody is listed unasked."""

from datetime import timedelta

from django.utils import timezone

import pytest
from allauth.account.models import EmailAddress

pytestmark = pytest.mark.django_db
DOOR = "/staff/accounts/"


@pytest.fixture
def okja(person):
    """Somebody who rang."""
    return person("Kim Okja", email="okja@farm.example", phone="+821012345678")


@pytest.mark.parametrize("said", ["okja@farm.example", "OKJA@farm.example", "010-1234-5678", "okj"])
def test_an_account_is_found_by_what_a_caller_says(said, okja, person, staff, as_user):
    person("Lee Sunja")
    found = as_user(staff).get(DOOR, {"q": said}).context["accounts"]
    assert list(found) == [okja]


@pytest.mark.parametrize("said", ["", "k", "okja@farm", "010-1234", "@", "1"])
def test_a_piece_of_an_address_or_number_finds_nobody(said, okja, staff, as_user):
    assert list(as_user(staff).get(DOOR, {"q": said}).context["accounts"]) == []


def test_the_hats_are_told_with_their_villages(haean, manager_of, staff, as_user):
    boss = manager_of(haean)
    body = as_user(staff).get(DOOR, {"q": boss.email}, headers={"accept-language": "en"})
    assert "Haean Village: Village manager" in body.content.decode()


def test_a_hat_that_was_laid_down_is_not_told(haean, manager_of, staff, as_user):
    boss = manager_of(haean)
    boss.memberships.update(until=timezone.localdate() - timedelta(days=1))
    body = as_user(staff).get(DOOR, {"q": boss.email}, headers={"accept-language": "en"})
    assert boss.email in body.content.decode()
    assert "Haean Village: Village manager" not in body.content.decode()


def test_nobody_else_finds_anybody(okja, haean, manager_of, officer_of, as_user, client):
    for user in (manager_of(haean), officer_of(haean.region), okja):
        assert as_user(user).get(DOOR, {"q": "okja"}).status_code == 404
    assert client.get(DOOR).url.startswith("/accounts/login/")


def test_a_closed_account_gets_no_letter(okja, staff, as_user, mailoutbox):
    okja.is_active = False
    okja.save()
    client = as_user(staff)
    assert f"{DOOR}{okja.pk}/letter/" not in client.get(DOOR, {"q": okja.email}).content.decode()
    client.post(f"{DOOR}{okja.pk}/letter/")
    assert mailoutbox == []


def write_new_address(root, okja) -> None:
    """Another address for Okja, among the raw data."""
    page = root.get(f"/staff/admin/accounts/user/{okja.pk}/change/")
    fields = page.context["adminform"].form.initial
    kept = {name: value for name, value in fields.items() if value not in (None, False)}
    root.post(page.request["PATH_INFO"], {**kept, "email": "new@farm.example"})


def test_an_address_changed_among_the_raw_data_leaves_nothing_to_the_old_one(
    okja, person, as_user, client, mailoutbox
):
    EmailAddress.objects.create(user=okja, email="okja@farm.example", primary=True, verified=True)
    write_new_address(as_user(person("Root", is_staff=True, is_superuser=True)), okja)
    okja.refresh_from_db()
    assert okja.email == "new@farm.example"
    client.post("/accounts/password/reset/", {"email": "okja@farm.example"})
    assert [letter for letter in mailoutbox if "/password/reset/key/" in letter.body] == []


def test_and_the_old_one_is_told(
    okja, person, as_user, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        write_new_address(as_user(person("Root", is_staff=True, is_superuser=True)), okja)
    assert [letter.to for letter in mailoutbox] == [["okja@farm.example"]]
