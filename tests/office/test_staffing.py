"""A national administrator names and ends the platform's staff and the officers."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

import pytest

from villages.accounts.models import User
from villages.activity.models import Activity
from villages.core.templatetags.look import day
from villages.notifications.models import Delivery
from villages.portal import access, appointments
from villages.portal.errors import AppointmentRefused, InvitationGone
from villages.portal.models import Appointment, OfficerPost, Region
from villages.portal.services import STAFF_GROUP
from villages.portal.tenancy_check import find_drift

pytestmark = pytest.mark.django_db
DOOR = "/staff/people/"
TODAY = timezone.localdate


@pytest.fixture
def root(person):
    """A national administrator."""
    return person("Root", is_staff=True, is_superuser=True)


@pytest.fixture
def county():
    return Region.objects.get(code="42810")


@pytest.fixture
def okja(person):
    return person("Okja")


def words(**answers) -> dict:
    return {"kind": "staff", "name": "Okja", "email": "Okja@invil.example", **answers}


def is_in_group(user) -> bool:
    return user.groups.filter(name=STAFF_GROUP).exists()


# --- doors


def test_the_door_is_for_national_administrators(
    root, staff, manager_of, officer_of, haean, as_user, client
):
    assert as_user(root).get(DOOR).status_code == 200
    assert as_user(staff).get(DOOR).status_code == 403
    for user in (manager_of(haean), officer_of(haean.region)):
        assert as_user(user).get(DOOR).status_code == 404
    assert client.get(DOOR).url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    "act", ["", "invitations/{a}/withdraw/", "officers/{p}/end/", "staff/{s}/end/"]
)
def test_staff_name_and_end_nobody(act, root, staff, person, county, okja, as_user):
    other = person("Other", is_staff=True)
    post = appointments.name_officer(user=okja, region=county)
    invited = appointments.invite(kind="staff", name="A", email="a@x.example", acting_user=root)
    url = DOOR + act.format(a=invited.pk, p=post.pk, s=other.pk)
    answer = as_user(staff).post(url, words(last_day=TODAY().isoformat()))
    assert answer.status_code == 403
    other.refresh_from_db()
    post.refresh_from_db()
    assert (other.is_staff, post.until, Appointment.objects.open().count()) == (True, None, 1)


# --- invite and accept


def test_an_invited_person_becomes_staff_with_its_rights(root, okja, as_user):
    as_user(root).post(DOOR, words())
    invited = Appointment.objects.get()
    assert Delivery.objects.get(to="okja@invil.example").body.count(invited.code) == 1
    link = f"/me/appointed/{invited.code}/"
    assert "Okja" in as_user(okja).get(link).content.decode()
    assert as_user(okja).post(link).url == "/staff/"
    okja = User.objects.get(pk=okja.pk)
    assert okja.is_staff
    assert is_in_group(okja)
    assert as_user(okja).get("/staff/").status_code == 200
    assert find_drift() == []


def test_an_invited_officer_reads_the_county_from_the_first_day_to_the_last(
    root, okja, county, as_user
):
    last = TODAY() + timedelta(days=30)
    as_user(root).post(DOOR, words(kind="officer", region=county.pk, since=TODAY(), until=last))
    answer = as_user(okja).post(Appointment.objects.get().get_absolute_url())
    assert answer.url == "/adoption/"
    post = access.current_posts(okja).get()
    assert (post.region, post.until) == (county, last)
    assert not User.objects.get(pk=okja.pk).is_staff
    assert not okja.groups.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "officer"},
        {"kind": "chief"},
        {"email": "nobody"},
        {"name": ""},
        {"kind": "officer", "region": "999999"},
        {"since": "31.12.", "kind": "officer"},
    ],
)
def test_a_bad_form_says_so_and_keeps_the_words(root, as_user, bad):
    answer = as_user(root).post(DOOR, words(**bad))
    assert answer.status_code == 422
    assert not Appointment.objects.exists()
    assert 'value="Okja' in answer.content.decode()


def test_the_last_day_does_not_come_before_the_first(root, county, as_user):
    answer = as_user(root).post(
        DOOR, words(kind="officer", region=county.pk, since="2030-02-01", until="2030-01-01")
    )
    assert answer.status_code == 422


def test_the_nation_is_no_officer_s_place(root):
    with pytest.raises(AppointmentRefused):
        appointments.invite(
            kind="officer", name="A", email="a@x.example",
            region=Region.objects.get(level="nation"), acting_user=root,
        )  # fmt: skip


def test_a_link_serves_one_person_who_may_press_twice(root, okja, person):
    invited = appointments.invite(kind="staff", name="A", email="a@x.example", acting_user=root)
    appointments.accept(code=invited.code, user=okja)
    appointments.accept(code=invited.code, user=okja)
    with pytest.raises(InvitationGone):
        appointments.accept(code=invited.code, user=person())
    assert Activity.objects.filter(kind="staff.named", ref=str(okja.pk)).count() == 1


def test_a_used_link_does_not_bring_back_whoever_was_sent_away(root, okja):
    invited = appointments.invite(kind="staff", name="A", email="a@x.example", acting_user=root)
    appointments.accept(code=invited.code, user=okja)
    appointments.end_staff(user=User.objects.get(pk=okja.pk), acting_user=root)
    appointments.accept(code=invited.code, user=okja)
    assert not User.objects.get(pk=okja.pk).is_staff


def test_a_link_taken_back_or_past_its_day_opens_nothing(root, okja, as_user):
    invited = appointments.invite(kind="staff", name="A", email="a@x.example", acting_user=root)
    as_user(root).post(f"{DOOR}invitations/{invited.pk}/withdraw/")
    assert as_user(okja).get(invited.get_absolute_url()).status_code == 410
    assert as_user(okja).post(invited.get_absolute_url()).status_code == 410
    late = appointments.invite(kind="staff", name="A", email="a@x.example", acting_user=root)
    Appointment.objects.filter(pk=late.pk).update(expires_on=date(2020, 1, 1))
    assert as_user(okja).post(late.get_absolute_url()).status_code == 410
    assert not User.objects.get(pk=okja.pk).is_staff


def test_a_stranger_signs_in_first(root, client):
    invited = appointments.invite(kind="staff", name="A", email="a@x.example", acting_user=root)
    assert client.get(invited.get_absolute_url()).status_code == 200
    assert client.post(invited.get_absolute_url()).url.startswith("/accounts/login/")
    assert Appointment.objects.open().count() == 1


# --- end


def test_an_ended_member_of_staff_has_no_rights_left(root, staff, as_user):
    assert is_in_group(staff)
    as_user(root).post(f"{DOOR}staff/{staff.pk}/end/")
    assert not is_in_group(staff)
    assert as_user(staff).get("/staff/").status_code == 404
    assert Activity.objects.get(kind="staff.ended").actor == root


def test_nobody_ends_an_administrator_here(root, person, as_user):
    other = person("Second", is_staff=True, is_superuser=True)
    for user in (root, other):
        as_user(root).post(f"{DOOR}staff/{user.pk}/end/")
        user.refresh_from_db()
        assert user.is_staff


def test_a_post_ends_with_its_last_day(root, okja, county, as_user):
    post = appointments.name_officer(user=okja, region=county, since=date(2020, 1, 1))
    as_user(root).post(f"{DOOR}officers/{post.pk}/end/", {"last_day": TODAY().isoformat()})
    assert access.current_posts(okja).exists()
    as_user(root).post(
        f"{DOOR}officers/{post.pk}/end/",
        {"last_day": (TODAY() - timedelta(days=1)).isoformat()},
    )
    assert not access.current_posts(okja).exists()
    assert Activity.objects.filter(kind="officer.ended", actor=root).count() == 2


@pytest.mark.parametrize("day", ["", "nonsense", "2020-01-01"])
def test_a_bad_last_day_changes_nothing(root, okja, county, as_user, day):
    post = appointments.name_officer(user=okja, region=county)
    answer = as_user(root).post(f"{DOOR}officers/{post.pk}/end/", {"last_day": day})
    assert answer.status_code == 302
    assert OfficerPost.objects.get().until is None


def test_an_officer_named_again_keeps_one_post(okja, county):
    appointments.name_officer(user=okja, region=county)
    appointments.name_officer(user=okja, region=county, until=TODAY() + timedelta(days=5))
    assert OfficerPost.objects.get().until == TODAY() + timedelta(days=5)


# --- the group follows


def test_the_group_follows_wherever_the_tick_is_set(okja, client):
    okja.is_staff = True
    okja.save()
    assert is_in_group(okja)
    okja.is_staff = False
    okja.save(update_fields=["is_staff"])
    assert not is_in_group(okja)


def test_a_created_administrator_is_in_the_group_at_once(db):
    root = User.objects.create_superuser(email="r@invil.example", password="pass-1234")
    assert is_in_group(root)


def test_signing_in_asks_nothing_about_groups(okja):
    with CaptureQueriesContext(connection) as captured:
        okja.save(update_fields=["last_login"])
    assert captured.captured_queries
    assert not [q for q in captured.captured_queries if "auth_group" in q["sql"]]


def test_an_account_that_rests_leaves_the_group(staff):
    staff.is_active = False
    staff.save()
    assert not is_in_group(staff)
    assert find_drift() == []


def test_the_screen_asks_the_same_for_three_and_for_thirty(
    root, person, county, as_user, django_assert_max_num_queries
):
    for number in range(30):
        appointments.name_officer(user=person(), region=county)
        appointments.invite(kind="staff", name="A", email=f"a{number}@x.example", acting_user=root)
    browser = as_user(root)
    browser.get(DOOR)
    with django_assert_max_num_queries(11):
        browser.get(DOOR)


def test_the_letter_of_an_appointment_says_its_last_day_as_people_do(root):
    invited = appointments.invite(kind="staff", name="A", email="a@x.example", acting_user=root)
    body = Delivery.objects.get(to="a@x.example").body
    with translation.override("ko"):
        assert day(invited.expires_on) in body
    assert invited.expires_on.isoformat() not in body
