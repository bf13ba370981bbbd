"""A new password: one hint, one kind sentence where it does not do, and nothing typed is lost."""

import pytest

from villages.accounts.models import User

pytestmark = pytest.mark.django_db
DJANGO_SAYS = ("This password is too", "can’t be", "can't be", "The password is too similar")
SHORT = "The password is too short. Use at least 8 characters."
COMMON = "Many people use this password. Add a word of your own."
ALIKE = "This is too much like your name or address. Choose something else."


def sign_up(client, password: str, language: str = "en", **more):
    data = {"name": "Kim Sunja", "email": "sunja@invil.example", "password1": password, **more}
    return client.post("/accounts/signup/", data, headers={"accept-language": language})


@pytest.mark.parametrize(
    ("password", "words"),
    [("apple", SHORT), ("password1", COMMON), ("sunja@invil", ALIKE)],
)
def test_each_rule_is_one_sentence_and_the_rest_stays(client, password, words):
    answer = sign_up(client, password)
    body = answer.content.decode()
    assert body.count(words) >= 1
    assert not [stiff for stiff in DJANGO_SAYS if stiff in body]
    assert 'value="Kim Sunja"' in body
    assert 'value="sunja@invil.example"' in body
    assert f'value="{password}"' not in body, "a password is never sent back"
    assert not User.objects.filter(email="sunja@invil.example").exists()


def test_it_says_so_in_korean(client):
    body = sign_up(client, "apple", "ko").content.decode()
    assert "비밀번호가 너무 짧습니다. 8자 이상으로 정해 주세요." in body
    assert "too short" not in body


@pytest.mark.parametrize("language", ["en", "ko"])
def test_one_hint_and_a_box_to_see_it(client, language):
    body = client.get("/accounts/signup/", headers={"accept-language": language}).content.decode()
    hint = {
        "en": "At least eight characters. Two or three words only you would think of are best.",
        "ko": "여덟 자 이상이면 됩니다. 나만 떠올릴 낱말 두세 개를 이어 쓰면 좋습니다.",
    }[language]
    assert body.count(hint) == 1
    assert "<li>Your password" not in body
    assert body.count("data-show-password=") == 1


def test_a_good_one_opens_the_account(client):
    assert sign_up(client, "persimmon under roof").status_code == 302
    assert User.objects.get(email="sunja@invil.example").check_password("persimmon under roof")


def test_changing_it_says_the_same(person, as_user):
    okja = person("Okja")
    client = as_user(okja)
    page = client.get("/accounts/password/change/").content.decode()
    for label in ("Password until now", "New password", "The new password once more"):
        assert label in page
    assert page.count("At least eight characters.") == 1
    assert page.count("data-show-password=") == 3
    data = {"oldpassword": "pass-1234", "password1": "short", "password2": "short"}
    assert SHORT in client.post("/accounts/password/change/", data).content.decode()
    data |= {"password1": "persimmon roof", "password2": "persimmon roof"}
    assert client.post("/accounts/password/change/", data).status_code == 302
    okja.refresh_from_db()
    assert okja.check_password("persimmon roof")


def test_the_sign_in_has_the_box_and_no_hint(client):
    body = client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()
    assert "data-show-password=" in body
    assert "At least eight characters." not in body


# --- staff have the letter sent


def test_staff_send_somebody_the_letter_for_a_new_password(staff, person, as_user, mailoutbox):
    okja = person("Okja", email="okja@farm.example")
    answer = as_user(staff).post(f"/staff/accounts/{okja.pk}/letter/")
    assert answer.url == "/staff/accounts/?q=okja%40farm.example"
    assert [letter.to for letter in mailoutbox] == [["okja@farm.example"]]


def test_nobody_else_sends_it(person, as_user, client, mailoutbox):
    okja = person("Okja", email="okja@farm.example")
    url = f"/staff/accounts/{okja.pk}/letter/"
    assert as_user(person("Shopper")).post(url).status_code == 404
    assert client.post(url).status_code == 302
    assert mailoutbox == []


def test_staff_are_told_where_there_is_no_address(staff, person, as_user, mailoutbox):
    okja = person("Okja", email=None, phone="01012345678")
    answer = as_user(staff).post(f"/staff/accounts/{okja.pk}/letter/", follow=True)
    assert "There is no e-mail address to send a letter to." in answer.content.decode()
    assert mailoutbox == []


def test_a_missing_address_and_a_weak_password_are_said_at_once(client):
    answer = sign_up(client, "1234", email="", phone="")
    assert {"email", "password1"} <= set(answer.context["form"].errors)
