"""A platform without the demo can start: regions, pages, the staff's group, the first one."""

import io
import os
import shutil
import subprocess
import sys

from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from wagtail.models import Page

import pytest

from tests.template import ROOT, migrated
from villages.accounts.models import User
from villages.activity.models import Activity
from villages.finder.selectors import search
from villages.portal import establishing
from villages.portal.models import InfoPage, Region
from villages.portal.tenancy_check import find_drift

FOOT = ("about", "privacy", "terms", "accessibility")


@pytest.fixture
def established(db):
    """The small world, established."""
    return establishing.establish()


@pytest.mark.django_db
def test_the_regions_are_the_real_ones_under_their_own_provinces(established):
    county = Region.objects.get(code="42810")
    assert (county.level, county.parent.code) == ("county", "42")
    assert Region.objects.filter(level="county").count() > 200
    assert not Region.objects.exclude(level="nation").filter(parent=None).exists()


@pytest.mark.django_db
def test_a_region_that_stands_keeps_its_name(db):
    Region.objects.filter(code="42810").update(name_en="Another name")
    establishing.establish()
    assert Region.objects.get(code="42810").name_en == "Another name"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", FOOT)
def test_the_foot_s_links_answer_in_both_languages(established, client, slug):
    for language in ("ko", "en"):
        answer = client.get(f"/{slug}/", headers={"Accept-Language": language})
        title = InfoPage.objects.get(
            slug=slug if language == "ko" else f"{slug}-en", content_language=language
        ).title
        assert answer.status_code == 200
        assert title in answer.content.decode()


@pytest.mark.django_db
def test_the_pages_do_not_speak_of_a_demo_and_are_found(established):
    for page in InfoPage.objects.all():
        text = str(page.body)
        assert "demo" not in text
        assert "시연" not in text
    assert any(doc.url == "/privacy/" for doc in search("개인정보 안내").docs)


@pytest.mark.django_db
def test_again_writes_nothing_and_keeps_what_the_staff_wrote(established):
    page = InfoPage.objects.get(slug="terms")
    page.title = "우리의 약관"
    page.save_revision().publish()
    before = (Region.objects.count(), Page.objects.count())
    assert establishing.establish() == {"regions": 0, "pages": 0}
    assert (Region.objects.count(), Page.objects.count()) == before
    assert InfoPage.objects.get(slug="terms").title == "우리의 약관"
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db
def test_a_page_that_was_taken_away_comes_back(established):
    InfoPage.objects.get(slug="terms-en").delete()
    InfoPage.objects.get(slug="terms").delete()
    assert establishing.establish()["pages"] == 2


@pytest.mark.django_db
def test_staff_may_adapt_the_pages(established, staff, as_user, manager_of, haean):
    page = InfoPage.objects.get(slug="privacy")
    address = f"/cms/pages/{page.pk}/edit/"
    assert as_user(staff).get(address).status_code == 200
    assert as_user(manager_of(haean)).get(address).status_code in (302, 403, 404)


# --- the first administrator


@pytest.mark.django_db
def test_the_first_administrator_comes_from_the_environment(settings):
    settings.ADMIN_EMAIL, settings.ADMIN_PASSWORD = "First@invil.example", "a-good-pass-77"
    call_command("establish", stdout=io.StringIO())
    user = User.objects.get(email="first@invil.example")
    assert user.is_superuser
    assert user.check_password("a-good-pass-77")
    assert find_drift() == []
    assert Activity.objects.filter(kind="staff.named", ref=str(user.pk)).count() == 1


@pytest.mark.django_db
def test_without_a_password_the_owner_asks_for_one_by_mail(client):
    call_command("establish", admin="first@invil.example", stdout=io.StringIO())
    assert not User.objects.get(email="first@invil.example").has_usable_password()
    client.post("/accounts/password/reset/", {"email": "first@invil.example"})
    assert "first@invil.example" in [to for message in mail.outbox for to in message.to]


@pytest.mark.django_db
def test_a_later_start_makes_no_second_administrator(person, settings):
    person("Root", is_superuser=True, is_staff=True)
    settings.ADMIN_EMAIL = "second@invil.example"
    call_command("establish", stdout=io.StringIO())
    assert not User.objects.filter(email="second@invil.example").exists()
    with pytest.raises(CommandError, match="already"):
        call_command("establish", admin="second@invil.example", stdout=io.StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize(("email", "password"), [("nobody", ""), ("a@invil.example", "12345")])
def test_a_bad_address_or_password_is_said(settings, email, password):
    settings.ADMIN_PASSWORD = password
    with pytest.raises(CommandError):
        call_command("establish", admin=email, stdout=io.StringIO())
    assert not User.objects.filter(email=email).exists()


# --- from nothing


LATER = """
import django; django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
settings.SECURE_SSL_REDIRECT = False
from django.test import Client
from allauth.mfa.totp.internal import auth as totp
from villages.portal.models import Region, Village, Invitation
from villages.portal.tenancy_check import find_drift
guest = Client()
for slug in ("", "about/", "privacy/", "terms/", "accessibility/", "help/", "villages/"):
    assert guest.get("/" + slug).status_code == 200, slug
desk = Client()
desk.post("/accounts/login/", {"login": "first@invil.example", "password": "a-good-pass-77"})
door = desk.get("/staff/villages/new/")
assert door.url == "/accounts/2fa/totp/activate/", door.url
assert desk.get(door.url, follow=True).status_code == 200
secret = desk.session[totp.SECRET_SESSION_KEY]
code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
desk.post(door.url, {"code": code})
county = Region.objects.get(code="42810")
assert f'value="{county.pk}"' in desk.get("/staff/villages/new/").content.decode()
answer = desk.post("/staff/villages/new/", {
    "name_ko": "월명마을", "name_en": "Wolmyeong", "slug": "inje-wolmyeong",
    "region": county.pk, "manager_name": "Okja",
    "manager_email": "okja@farm.example"})
assert answer.status_code == 302, answer.content.decode()[-2000:]
village = Village.objects.get(slug="inje-wolmyeong")
assert Invitation.objects.get(village=village).email == "okja@farm.example"
assert desk.get("/office/inje-wolmyeong/start/").status_code == 200
assert find_drift() == [], find_drift()
print("all is well")
"""


def test_an_empty_database_becomes_a_platform_that_opens_a_village(tmp_path):
    """Migrate, establish, sign in, open a village: nothing of the tests' world, no demo."""
    shutil.copyfile(migrated(), tmp_path / "empty.sqlite3")
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "invil.settings.embedded",
        "INVIL_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "INVIL_VAR_DIR": str(tmp_path),
        "INVIL_REDIS_URL": "",
        "INVIL_ADMIN_EMAIL": "first@invil.example",
        "INVIL_ADMIN_PASSWORD": "a-good-pass-77",
    }
    for words in (
        ("manage.py", "migrate", "-v0"),
        ("manage.py", "collectstatic", "--no-input", "-v0"),
        ("manage.py", "establish"),
        ("manage.py", "establish"),
        ("-c", LATER),
    ):
        ran = subprocess.run(
            [sys.executable, "-W", "ignore", *words],
            env=env, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-3000:]
    assert "all is well" in ran.stdout
