"""The page editor's own account page changes the editor, and nothing of who somebody is."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_the_editor_changes_nobody_s_name_or_address(as_user, editor_of, haean):
    editor = editor_of(haean)
    theirs = as_user(editor)
    body = theirs.get("/cms/account/", headers={"accept-language": "en"}).content.decode()
    assert "name_email" not in body
    assert "avatar" not in re.findall(r'name="(\w+)', body)
    assert 'href="/me/details/"' in body
    theirs.post("/cms/account/", {
        "name_email-first_name": "A", "name_email-last_name": "B",
        "name_email-email": "mine@evil.example", "theme-theme": "dark",
    })  # fmt: skip
    editor.refresh_from_db()
    assert (editor.name, "evil" in editor.email) == (f"Editor of {haean.name_en}", False)


def test_the_editor_s_looks_can_be_chosen(as_user, editor_of, haean):
    editor = editor_of(haean)
    as_user(editor).post("/cms/account/", {
        "theme-theme": "dark", "theme-contrast": "system", "theme-density": "default",
    })  # fmt: skip
    editor.refresh_from_db()
    assert editor.wagtail_userprofile.theme == "dark"


def test_the_editor_s_account_page_is_no_stranger_s(client, as_user, resident_of, haean):
    assert client.get("/cms/account/").url.startswith("/accounts/login/")
    assert as_user(resident_of(haean)).get("/cms/account/").status_code != 200


@pytest.mark.parametrize("tail", ["", "done/", "confirm/MQ/x-y/", "complete/"])
def test_one_letter_for_a_forgotten_password(client, person, mailoutbox, tail):
    sunja = person("Kim Sunja")
    door = f"/cms/password_reset/{tail}"
    assert client.get(door).status_code == 404
    assert client.post(door, {"email": sunja.email}).status_code == 404
    assert mailoutbox == []
