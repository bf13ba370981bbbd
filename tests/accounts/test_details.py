"""My details: a name, a number and an address of one's own, and nobody else's."""

import re

import pytest

from villages.accounts.models import User

pytestmark = pytest.mark.django_db
WORD = "persimmon under roof"


@pytest.fixture
def sunja(person):
    """Sunja, with a password and an address she can read letters at."""
    sunja = person("Kim Sunja", email="sunja@invil.example", phone="+821011112222")
    sunja.set_password(WORD)
    sunja.save()
    return sunja


def keep(client, **changed):
    data = {"first_name": "Kim Sunja", "phone": "010-1111-2222", "language": "ko", **changed}
    return client.post("/me/details/", data, headers={"accept-language": "en"})


def test_a_stranger_signs_in_first(client):
    assert client.get("/me/details/").url == "/accounts/login/?next=/me/details/"


def test_her_page_leads_to_them(as_user, sunja):
    assert 'href="/me/details/"' in as_user(sunja).get("/me/").content.decode()


def test_a_name_needs_no_password(as_user, sunja):
    assert keep(as_user(sunja), first_name="Kim Soonja").status_code == 302
    sunja.refresh_from_db()
    assert (sunja.name, sunja.phone, sunja.language) == ("Kim Soonja", "+821011112222", "ko")


def test_a_name_longer_than_at_sign_up_is_refused(as_user, sunja):
    assert keep(as_user(sunja), first_name="K" * 61).status_code == 200
    sunja.refresh_from_db()
    assert sunja.name == "Kim Sunja"


def test_a_number_needs_it(as_user, sunja):
    body = keep(as_user(sunja), phone="010-3333-4444").content.decode()
    assert "This is not your password." in body
    assert 'value="010-3333-4444"' in body
    sunja.refresh_from_db()
    assert sunja.phone == "+821011112222"


def test_with_it_she_signs_in_by_the_new_number(as_user, client, sunja):
    assert keep(as_user(sunja), phone="010 3333 4444", password=WORD).status_code == 302
    client.post("/accounts/login/", {"login": "010-3333-4444", "password": WORD})
    assert client.get("/me/").status_code == 200


def test_somebody_elses_number_is_refused_in_words(as_user, person, sunja):
    person("Okja", phone="+821055556666")
    body = keep(as_user(sunja), phone="010-5555-6666", password=WORD).content.decode()
    assert 'value="010-5555-6666"' in body
    assert User.objects.get(phone="+821055556666").name == "Okja"


def test_the_only_way_to_reach_her_is_not_emptied(as_user, person):
    okja = person("Okja", email=None, phone="+821055556666")
    assert keep(as_user(okja), phone="").status_code == 200
    okja.refresh_from_db()
    assert okja.phone == "+821055556666"


def ask(client, email="new@invil.example", password=WORD):
    data = {"email": email, "password": password}
    return client.post("/me/details/email/", data, headers={"accept-language": "en"})


def link_in(letter) -> str:
    return re.search(r"https?://[^/]+(/me/details/email/\S+)", letter.body)[1]


def test_a_new_address_counts_once_its_letter_was_answered(as_user, sunja, mailoutbox):
    client = as_user(sunja)
    ask(client)
    sunja.refresh_from_db()
    assert sunja.email == "sunja@invil.example"
    [letter] = mailoutbox
    assert letter.to == ["new@invil.example"]
    client.get(link_in(letter))  # a mailbox that opens links by itself
    sunja.refresh_from_db()
    assert sunja.email == "sunja@invil.example"
    client.post(link_in(letter))
    sunja.refresh_from_db()
    assert sunja.email == "new@invil.example"
    assert mailoutbox[-1].to == ["sunja@invil.example"]
    assert "new@invil.example" in mailoutbox[-1].body


def test_she_signs_in_and_gets_a_new_password_by_it(as_user, client, sunja, mailoutbox):
    hers = as_user(sunja)
    ask(hers)
    hers.post(link_in(mailoutbox[0]))
    client.post("/accounts/password/reset/", {"email": "new@invil.example"})
    assert mailoutbox[-1].to == ["new@invil.example"]
    assert "/accounts/password/reset/key/" in mailoutbox[-1].body
    client.post("/accounts/login/", {"login": "new@invil.example", "password": WORD})
    assert client.get("/me/").status_code == 200


def test_asking_needs_the_password(as_user, sunja, mailoutbox):
    body = ask(as_user(sunja), password="wrong").content.decode()
    assert "This is not your password." in body
    assert 'value="new@invil.example"' in body
    assert mailoutbox == []


def test_somebody_elses_address_answers_the_same_and_tells_its_owner(
    as_user, person, sunja, mailoutbox
):
    person("Okja", email="okja@invil.example")
    body = ask(as_user(sunja), "Okja@invil.example").content.decode()
    assert "Look into your mail" in body
    [letter] = mailoutbox
    assert letter.to == ["okja@invil.example"]
    assert "/me/details/email/" not in letter.body


def test_a_link_works_once_and_for_its_own_account(as_user, person, sunja, mailoutbox):
    client = as_user(sunja)
    ask(client)
    link = link_in(mailoutbox[0])
    other = as_user(person("Okja", email="okja@invil.example"))
    used = "This link was used already, is too old, or belongs to another account."
    assert used in other.post(link, headers={"accept-language": "en"}).content.decode()
    assert User.objects.get(email="okja@invil.example").name == "Okja"
    client = as_user(sunja)
    client.post(link)
    assert used in client.post(link, headers={"accept-language": "en"}).content.decode()


def test_an_address_taken_meanwhile_stays_with_its_owner(as_user, person, sunja, mailoutbox):
    client = as_user(sunja)
    ask(client)
    person("Okja", email="new@invil.example")
    assert client.post(link_in(mailoutbox[0])).status_code == 200
    assert User.objects.get(email="new@invil.example").name == "Okja"
    sunja.refresh_from_db()
    assert sunja.email == "sunja@invil.example"


def test_letters_are_korean_for_a_korean_reader(client, sunja, mailoutbox):
    client.post(
        "/accounts/password/reset/", {"email": sunja.email}, headers={"accept-language": "ko"}
    )
    [letter] = mailoutbox
    assert letter.subject == "[INVIL] 비밀번호를 새로 정해 주세요"
    assert "아래 주소를 누르면 비밀번호를 새로 정할 수 있습니다." in letter.body
    assert not re.search(r"(?m)^[A-Za-z][a-z]+ ", letter.body)


@pytest.mark.parametrize(
    "url", ["/accounts/email/", "/accounts/phone/change/", "/me/details/email/"]
)
def test_every_screen_of_an_account_wears_the_platforms_dress(as_user, sunja, url):
    body = as_user(sunja).get(url, follow=True).content.decode()
    assert '<div class="flow account">' in body
    assert '<form class="form gap"' in body
