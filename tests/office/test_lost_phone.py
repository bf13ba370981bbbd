"""A phone with the codes is lost: a national administrator helps, with a reason."""

from django.core.management import CommandError, call_command

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from villages.activity.models import Activity
from villages.notifications.models import Delivery

pytestmark = pytest.mark.django_db
DOOR = "/staff/people/lost-phone/"
WHY = "Broken in the field; came with her identity card."


@pytest.fixture
def root(person):
    """A national administrator."""
    return person("Root", is_staff=True, is_superuser=True)


@pytest.fixture
def mina(person):
    """Mina works for the platform and has lost her phone."""
    return give_key(
        person("Mina", email="mina@invil.example", phone="+821033334444", is_staff=True)
    )


def give_key(user):
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def has_step(user) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def lift(client, login: str, reason: str = WHY):
    data = {"login": login, "reason": reason}
    return client.post(DOOR, data, headers={"accept-language": "en"})


@pytest.mark.parametrize("login", ["Mina@invil.example", "010-3333-4444"])
def test_she_is_found_by_either_way_to_sign_in(login, root, mina, as_user):
    assert lift(as_user(root), login).url == "/staff/people/"
    assert not has_step(mina)


def test_the_people_page_leads_there(root, as_user):
    assert f'href="{DOOR}"' in as_user(root).get("/staff/people/").content.decode()


def test_it_is_kept_who_did_it_and_why(root, mina, as_user):
    lift(as_user(root), mina.email)
    row = Activity.objects.get(kind="second_step.lifted")
    assert (row.actor, row.ref, row.data["reason"]) == (root, str(mina.pk), WHY)


def test_she_hears_of_it_by_mail(root, mina, as_user):
    mina.language = "en"
    mina.save()
    lift(as_user(root), mina.email)
    letter = Delivery.objects.get(to=mina.email)
    assert "was taken off, as your phone was lost" in letter.body


def test_without_a_reason_nothing_happens(root, mina, as_user):
    assert lift(as_user(root), mina.email, " ").status_code == 422
    assert has_step(mina)


def test_an_unknown_address_says_so(root, as_user):
    answer = lift(as_user(root), "nobody@invil.example")
    assert "Nobody signs in with this." in answer.content.decode()


def test_who_has_no_second_step_cannot_lose_it(root, person, as_user):
    answer = lift(as_user(root), person("Okja").email)
    assert "This account has no second step." in answer.content.decode()
    assert not Activity.objects.filter(kind="second_step.lifted").exists()


def test_no_administrator_helps_themselves(root, as_user):
    give_key(root)
    assert lift(as_user(root), root.email).status_code == 422
    assert has_step(root)


def test_staff_villagers_and_officers_help_nobody(
    mina, person, manager_of, officer_of, haean, as_user, client
):
    others = (person("Staff", is_staff=True), manager_of(haean), officer_of(haean.region))
    for user, said in zip(others, (403, 404, 404), strict=True):
        assert as_user(user).get(DOOR).status_code == said
        assert lift(as_user(user), mina.email).status_code == said
    assert lift(client, mina.email).url.startswith("/accounts/login/")
    assert has_step(mina)


def test_a_villagers_phone_is_helped_too(root, resident_of, haean, as_user):
    sunja = give_key(resident_of(haean))
    lift(as_user(root), sunja.email)
    assert not has_step(sunja)


def test_the_only_administrator_is_helped_at_the_machine(root):
    give_key(root)
    call_command("lift_second_step", root.email, reason=WHY)
    assert not has_step(root)
    assert Activity.objects.get(kind="second_step.lifted").actor is None


def test_the_machine_says_what_it_does_not_find(db):
    with pytest.raises(CommandError, match="no account"):
        call_command("lift_second_step", "nobody@invil.example", reason=WHY)
