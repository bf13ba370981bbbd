"""A code from the phone after the password: whoever has it, needs it; staff must have it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.contrib.admin.sites import site
from django.core.cache import cache

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt

from villages.accounts import second_step
from villages.accounts.models import SpentCode

pytestmark = pytest.mark.django_db
SECRET = totp.generate_totp_secret()
LOGIN, STEP, SET_UP = (
    "/accounts/login/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/totp/activate/",
)
CODES, ASK_AGAIN = "/accounts/2fa/recovery-codes/", "/accounts/2fa/reauthenticate/"
ENGLISH = {"accept-language": "en"}
DOORS = ("/staff/", "/staff/people/", "/staff/admin/", "/staff/shop/", "/cms/", "/office/")


@pytest.fixture(autouse=True)
def _staff_need_it(settings):
    settings.STAFF_NEED_SECOND_STEP = True


@pytest.fixture
def clock(monkeypatch):
    """The time as phones and the server see it; `clock.wait()` lets a code go by."""

    class Clock:
        now = 1_800_000_000.0

        def wait(self) -> None:
            self.now += 30

    clock = Clock()
    monkeypatch.setattr(totp.time, "time", lambda: clock.now)
    return clock


def code_of(secret: str, at: float) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(at) // 30))


def set_up(user) -> list[str]:
    """The key on the phone; returns the spare codes."""
    totp.TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


@pytest.fixture
def sunja(person):
    """Sunja grows persimmons and has the second step because she wants it."""
    return person("Kim Sunja", email="sunja@invil.example")


@pytest.fixture
def mina(person):
    """Mina works for the platform."""
    return person("Mina", email="mina@invil.example", is_staff=True)


def password(client, user, **more):
    data = {"login": user.email, "password": "pass-1234", **more}
    return client.post(LOGIN, data, headers=ENGLISH)


def write(client, code: str, door: str = STEP, **more):
    return client.post(door, {"code": code, **more}, headers=ENGLISH)


def is_in(client) -> bool:
    return client.get("/me/").status_code == 200


# --- signing in


def test_without_the_step_the_password_is_enough(client, sunja):
    password(client, sunja)
    assert is_in(client)


def test_the_password_alone_does_not_open(client, sunja):
    set_up(sunja)
    assert password(client, sunja).url == STEP
    assert not is_in(client)


def test_password_and_code_open(client, sunja, clock):
    set_up(sunja)
    password(client, sunja)
    write(client, code_of(SECRET, clock.now))
    assert is_in(client)


def test_the_way_she_wanted_is_kept(client, sunja, clock):
    set_up(sunja)
    password(client, sunja, next="/me/details/")
    assert write(client, code_of(SECRET, clock.now)).url == "/me/details/"


def test_a_wrong_code_says_so(client, sunja, clock):
    set_up(sunja)
    password(client, sunja)
    answer = write(client, f"{(int(code_of(SECRET, clock.now)) + 1) % 10**6:06}")
    assert "This code is not right" in answer.content.decode()
    assert not is_in(client)


def test_a_slow_hand_is_in_time(client, sunja, clock):
    set_up(sunja)
    password(client, sunja)
    seen = code_of(SECRET, clock.now)
    clock.wait()
    write(client, seen)
    assert is_in(client)


def test_a_code_over_the_shoulder_opens_nothing(client, sunja, clock, as_user):
    set_up(sunja)
    password(client, sunja)
    seen = code_of(SECRET, clock.now)
    write(client, seen)
    clock.wait()
    cache.clear()  # the used code is remembered beyond a restart
    client.logout()
    password(client, sunja)
    write(client, seen)
    assert not is_in(client)


def test_a_code_counts_for_one_of_two_at_once(sunja, clock):
    seen = code_of(SECRET, clock.now)
    assert second_step.spend(sunja, seen, SECRET)
    assert not second_step.spend(sunja, seen, SECRET)


def test_spent_codes_do_not_pile_up(sunja, clock):
    for _ in range(30):
        clock.wait()
        second_step.spend(sunja, code_of(SECRET, clock.now), SECRET)
    assert SpentCode.objects.filter(user=sunja).count() <= second_step.KEPT + 1


def test_one_persons_code_leaves_anothers_alone(sunja, mina, clock):
    seen = code_of(SECRET, clock.now)
    second_step.spend(sunja, seen, SECRET)
    assert second_step.spend(mina, seen, SECRET)


def test_guessing_ends_after_a_few_tries(client, sunja, clock):
    set_up(sunja)
    password(client, sunja)
    for _ in range(6):
        write(client, "000000")
    write(client, code_of(SECRET, clock.now))
    assert not is_in(client)


def test_a_spare_code_opens_once(client, sunja):
    spare = set_up(sunja)[0]
    password(client, sunja)
    write(client, spare)
    assert is_in(client)
    client.logout()
    password(client, sunja)
    write(client, spare)
    assert not is_in(client)


def test_spaces_in_a_spare_code_do_not_matter(client, sunja):
    spare = set_up(sunja)[0]
    password(client, sunja)
    write(client, f"{spare[:4]} {spare[4:]}")
    assert is_in(client)


@pytest.mark.parametrize("door", ["/cms/login/", "/staff/admin/login/", "/market/accounts/login/"])
def test_no_other_door_takes_a_password(door, client, sunja):
    set_up(sunja)
    words = {"username": sunja.email, "login-username": sunja.email, "login": sunja.email}
    secret = {"password": "pass-1234", "login-password": "pass-1234"}
    client.post(door, words | secret)
    assert not is_in(client)


def test_a_forgotten_password_leaves_the_step_on(client, sunja, mailoutbox):
    set_up(sunja)
    client.post("/accounts/password/reset/", {"email": sunja.email}, headers=ENGLISH)
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[-1].body).group()
    form = client.get(link).url
    new = "persimmon under roof"
    client.post(form, {"password1": new, "password2": new})
    client.post(LOGIN, {"login": sunja.email, "password": new})
    assert not is_in(client)


# --- setting it up


def confirm(client):
    """The password once more, as before every change of the step."""
    return client.post("/accounts/reauthenticate/", {"password": "pass-1234"})


def test_her_details_lead_to_it(as_user, sunja):
    assert 'href="/accounts/2fa/"' in as_user(sunja).get("/me/details/").content.decode()


def test_an_unlocked_phone_is_not_enough_to_set_it_up(as_user, sunja):
    assert as_user(sunja).get(SET_UP).url.startswith("/accounts/reauthenticate/")


def test_the_key_stands_as_square_and_as_text(as_user, sunja):
    hers = as_user(sunja)
    confirm(hers)
    body = hers.get(SET_UP, headers=ENGLISH).content.decode()
    secret = hers.session[totp.SECRET_SESSION_KEY]
    assert "data:image/svg+xml;base64," in body
    assert " ".join(re.findall("....", secret)) in body
    address = unescape(re.search(r'href="(otpauth://[^"]+)"', body).group(1))
    assert parse_qs(urlsplit(address).query) == {"secret": [secret], "issuer": ["INVIL"]}


def test_a_first_code_switches_it_on_and_shows_ten_spare_codes_once(as_user, sunja, clock):
    hers = as_user(sunja)
    confirm(hers)
    hers.get(SET_UP)
    code = code_of(hers.session[totp.SECRET_SESSION_KEY], clock.now)
    assert write(hers, code, SET_UP).url == CODES
    shown = hers.get(CODES, headers=ENGLISH)
    assert len(re.findall(r"<b>\d{4} \d{4}</b>", shown.content.decode())) == 10
    assert "no-store" in shown["Cache-Control"]
    again = hers.get(CODES, headers=ENGLISH).content.decode()
    assert "not shown again" in again
    assert not re.search(r"\d{4} \d{4}", again)


def test_a_wrong_first_code_switches_nothing_on(as_user, sunja):
    hers = as_user(sunja)
    confirm(hers)
    hers.get(SET_UP)
    assert write(hers, "12345", SET_UP).status_code == 200
    assert not Authenticator.objects.filter(user=sunja).exists()


def test_the_key_is_not_readable_in_the_database(sunja):
    set_up(sunja)
    kept = Authenticator.objects.get(user=sunja, type="totp").data["secret"]
    assert SECRET not in kept
    assert decrypt(kept) == SECRET


def test_a_new_secret_of_the_installation_still_reads_it(sunja, settings):
    set_up(sunja)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert decrypt(Authenticator.objects.get(user=sunja, type="totp").data["secret"]) == SECRET


def test_a_lost_secret_of_the_installation_opens_nothing(client, sunja, settings, clock):
    set_up(sunja)
    settings.SECRET_KEY = "another" * 10
    password(client, sunja)
    assert write(client, code_of(SECRET, clock.now)).status_code == 200
    assert not is_in(client)


def test_she_hears_of_it_by_mail(
    as_user, sunja, clock, mailoutbox, django_capture_on_commit_callbacks
):
    hers = as_user(sunja)
    confirm(hers)
    hers.get(SET_UP)
    with django_capture_on_commit_callbacks(execute=True):
        write(hers, code_of(hers.session[totp.SECRET_SESSION_KEY], clock.now), SET_UP)
    assert [letter.subject for letter in mailoutbox] == ["[INVIL] The second step is on"]


def test_she_switches_it_off_with_her_password(as_user, sunja):
    set_up(sunja)
    hers = as_user(sunja)
    door = "/accounts/2fa/totp/deactivate/"
    assert hers.post(door).url.startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.filter(user=sunja).count() == 2
    confirm(hers)
    hers.post(door)
    assert not Authenticator.objects.filter(user=sunja).exists()


def test_new_spare_codes_end_the_old_ones(as_user, client, sunja):
    old = set_up(sunja)[0]
    hers = as_user(sunja)
    confirm(hers)
    hers.post("/accounts/2fa/recovery-codes/generate/")
    password(client, sunja)
    write(client, old)
    assert not is_in(client)


def test_nobody_gives_an_account_of_the_demo_a_key(as_user, person):
    demo = person("Demo", is_demo=True)
    theirs = as_user(demo)
    confirm(theirs)
    assert theirs.get(SET_UP).url == "/me/details/"
    assert write(theirs, "123456", SET_UP).url == "/me/details/"
    assert "/accounts/2fa/" not in theirs.get("/me/details/").content.decode()


def test_the_admin_shows_nobodys_key():
    assert not site.is_registered(Authenticator)


# --- the desks of the staff


@pytest.mark.parametrize("door", DOORS)
def test_staff_without_it_are_led_to_the_set_up(door, as_user, mina):
    assert as_user(mina).get(door).url == SET_UP


def test_a_national_administrator_is_no_exception(as_user, person):
    root = person("Root", is_superuser=True)
    assert as_user(root).get("/staff/").url == SET_UP


def test_writing_is_closed_as_reading_is(as_user, mina):
    assert as_user(mina).post("/staff/holidays/", {"on": "2027-03-10"}).url == SET_UP


def test_from_the_set_up_back_to_where_she_wanted(client, mina, clock):
    password(client, mina)
    clock.now += 600
    goal = "/staff/villages/?q=tea"
    way = client.get(client.get(goal).url)
    assert way.url.startswith("/accounts/reauthenticate/")
    form = client.get(way.url, headers=ENGLISH).content.decode()
    where = unescape(re.search(r'name="next" value="([^"]+)"', form).group(1))
    back = client.post("/accounts/reauthenticate/", {"password": "pass-1234", "next": where})
    assert back.url == SET_UP
    assert "Your desk holds what belongs" in client.get(back.url, headers=ENGLISH).content.decode()
    write(client, code_of(client.session[totp.SECRET_SESSION_KEY], clock.now), SET_UP)
    assert f'href="{goal}"' in client.get(CODES).content.decode()
    assert client.get(goal).status_code == 200


def test_who_has_just_written_the_password_is_not_asked_again(client, mina, clock):
    password(client, mina)
    assert client.get(client.get("/staff/").url).status_code == 200
    clock.now += 600
    assert client.get(SET_UP).url.startswith("/accounts/reauthenticate/")


def test_with_password_and_code_her_desk_opens(client, mina, clock):
    set_up(mina)
    password(client, mina)
    write(client, code_of(SECRET, clock.now))
    assert client.get("/staff/").status_code == 200


def test_a_session_from_before_writes_a_code_first(as_user, mina, clock):
    set_up(mina)
    hers = as_user(mina)
    asked = hers.get("/staff/villages/?q=tea")
    assert asked.url == f"{ASK_AGAIN}?next=%2Fstaff%2Fvillages%2F%3Fq%3Dtea"
    answer = write(hers, code_of(SECRET, clock.now), ASK_AGAIN, next="/staff/villages/?q=tea")
    assert answer.url == "/staff/villages/?q=tea"
    assert hers.get("/staff/").status_code == 200


def test_a_key_that_was_taken_off_proves_nothing(client, mina, clock):
    set_up(mina)
    password(client, mina)
    write(client, code_of(SECRET, clock.now))
    second_step.take_off(mina)
    assert client.get("/staff/").url == SET_UP
    set_up(mina)
    assert client.get("/staff/").url.startswith(ASK_AGAIN)


def test_she_can_always_sign_out(as_user, mina):
    assert as_user(mina).get("/accounts/logout/").status_code == 200
    assert as_user(mina).post("/cms/logout/").url != SET_UP


def test_what_is_hers_as_a_person_stays_open(as_user, mina):
    assert as_user(mina).get("/me/").status_code == 200


def test_the_demo_is_exempt(as_user, person):
    demo = person("Demo", is_staff=True, is_demo=True)
    assert as_user(demo).get("/staff/").status_code == 200


def test_villagers_are_never_asked(as_user, manager_of, haean):
    assert as_user(manager_of(haean)).get(f"/office/{haean.slug}/").status_code == 200


def test_a_stranger_signs_in_first(client):
    assert client.get("/staff/").url == "/accounts/login/?next=/staff/"
