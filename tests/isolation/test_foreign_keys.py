"""Points 14, 16, 22 and 24: a key of another village inside a form of one's own.

Each test sends the form with a key of one's own first, which works, then with the other's.
"""

from datetime import timedelta

from django.utils import timezone

import pytest

from tests.isolation.conftest import MARKER, account
from tests.isolation.requests import form_on, forms_on, undone
from tests.portal.test_posting import photo
from villages.portal.models import (
    Handover,
    Invitation,
    Membership,
    NewsPage,
    OfficerPost,
    VillageSubmission,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(haean, manager_of):
    """The manager of Haean."""
    return manager_of(haean)


@pytest.fixture
def office(boss, as_user):
    """The manager's browser."""
    return as_user(boss)


# --- 14: forms of a village


def made_form(village, user):
    from villages.portal import village_forms

    return village_forms.make_form(village=village, kind="centre", acting_user=user)


def filled(browser, address: str) -> dict:
    """A guest's answers to the real form."""
    form = form_on(browser, address)
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    kinds = {"which_day": day, "how_many_people_will_come": "12", "phone_number": "010-1234-5678"}
    answers = {
        name: kinds.get(name, "Morning" if name.startswith("what_time") else "Okja")
        for name in form.fields
        if not name.startswith("invil_")
    }
    return form.filled(**answers, invil_consent="on")


def test_point_14_an_answer_lands_in_the_village_it_is_sent_to(
    haean, toegye, boss, secrets, client
):
    """Both villages have a form of the same address: neither gets the other's answers."""
    own = made_form(haean, boss)
    here, there = (f"/villages/{v.slug}/{own.slug}/" for v in (haean, toegye))
    theirs = VillageSubmission.objects.filter(page=secrets["form"]).count()
    assert client.post(here, filled(client, here)).status_code == 302
    assert VillageSubmission.objects.filter(page=own).count() == 1
    assert VillageSubmission.objects.filter(page=secrets["form"]).count() == theirs
    assert client.post(there, filled(client, there)).status_code == 302
    assert VillageSubmission.objects.filter(page=own).count() == 1
    assert VillageSubmission.objects.filter(page=secrets["form"]).count() == theirs + 1


def test_point_14_a_form_is_not_sent_under_another_village_s_address(
    haean, toegye, secrets, client
):
    there = f"/villages/{toegye.slug}/book-the-centre/"
    data = filled(client, there)
    with undone():
        assert client.post(there, data).status_code == 302
    before = VillageSubmission.objects.count()
    assert client.post(f"/villages/{haean.slug}/book-the-centre/", data).status_code == 404
    assert VillageSubmission.objects.count() == before


@pytest.mark.parametrize("tail", ["", "?export=csv", "?export=xlsx"])
def test_point_14_the_page_editor_s_list_of_answers_is_the_platform_s(
    secrets, toegye, office, manager_of, as_user, person, tail
):
    url = f"/cms/forms/submissions/{secrets['form']}/{tail}"
    root = as_user(person("Root", is_superuser=True, is_staff=True))
    answer = root.get(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert MARKER.encode() in body or tail == "?export=xlsx"
    for browser in (office, as_user(manager_of(toegye))):
        assert browser.get(url).status_code == 404


def test_point_14_nor_does_it_delete_there(secrets, office, as_user, person):
    url = f"/cms/forms/submissions/{secrets['form']}/delete/?selected-submissions={secrets['sent']}"
    kept = VillageSubmission.objects.filter(pk=secrets["sent"])
    root = as_user(person("Root", is_superuser=True, is_staff=True))
    with undone():
        assert root.post(url).status_code == 302
        assert not kept.exists()
    assert office.post(url).status_code == 404
    assert kept.exists()


# --- 16: people


def test_point_16_the_office_goes_to_somebody_of_the_village_only(haean, boss, office, secrets):
    url, own = f"/office/{haean.slug}/handover/", account("Own", "editor", haean)
    data = form_on(office, url, has="successor").filled(successor=own.pk)
    with undone():
        assert office.post(url, data).status_code == 302
        assert Handover.objects.filter(village=haean, successor=own).exists()
    assert office.post(url, data | {"successor": secrets["user"]}).status_code == 422
    assert not Handover.objects.filter(village=haean).exists()
    assert not Membership.objects.filter(user=secrets["user"], village=haean).exists()


@pytest.mark.parametrize("role", ["officer", "staff", "superuser", "platform-staff", "owner", ""])
def test_point_16_a_manager_gives_no_hat_beyond_the_village(haean, office, person, role):
    url, guest = f"/office/{haean.slug}/members/", person("Guest")
    data = form_on(office, url, has="role").filled(name="Okja", who=guest.email)
    with undone():
        assert office.post(url, data | {"role": "reporter"}).status_code == 302
        assert guest.memberships.filter(role="reporter").exists()
    before = Invitation.objects.count(), OfficerPost.objects.count()
    assert office.post(url, data | {"role": role}).status_code == 422
    assert (Invitation.objects.count(), OfficerPost.objects.count()) == before
    guest.refresh_from_db()
    assert not guest.memberships.exists()
    assert not (guest.is_staff)
    assert not (guest.is_superuser)
    assert not (guest.groups.exists())


def test_point_16_the_last_manager_stays(haean, boss, office, manager_of):
    Membership.objects.filter(village=haean, role="manager").exclude(user=boss).delete()
    url = f"/office/{haean.slug}/members/"
    remove = f"{url}{boss.memberships.get().pk}/remove/"
    assert remove in [form.action for form in forms_on(office, url)]
    with undone():
        manager_of(haean)
        office.post(remove, {"sure": "1"})
        assert not boss.memberships.exists()
    office.post(remove)
    assert boss.memberships.filter(role="manager").exists()


def test_point_16_no_field_reaches_somebody_s_mail_or_password(haean, office, with_role):
    member = with_role("editor", haean)
    url, before = f"/office/{haean.slug}/members/", (member.email, member.password)
    fields = {name for form in forms_on(office, url) for name in form.fields}
    assert fields == {"name", "role", "who"}
    office.post(url, {"name": "Taken", "role": "resident", "who": member.email,
                      "email": "x@y.example", "password": "taken", "is_staff": "on"})  # fmt: skip
    member.refresh_from_db()
    assert member.memberships.filter(role="resident").exists()
    assert (member.email, member.password, member.is_staff) == (*before, False)


# --- texts, pictures, versions


def picture_of(browser, slug: str, key: str) -> int:
    answer = browser.post(f"/office/{slug}/post/pictures/", {"picture": photo(), "client_key": key})
    assert answer.status_code == 200
    return answer.json()["id"]


def test_a_picture_sent_by_another_village_s_phone_is_not_taken(
    haean, toegye, office, manager_of, as_user
):
    url = f"/office/{haean.slug}/post/"
    own = picture_of(office, haean.slug, "own")
    theirs = picture_of(as_user(manager_of(toegye)), toegye.slug, "theirs")
    for number, wanted in ((own, own), (theirs, None)):
        data = form_on(office, url).filled(
            title=f"Hills {number}", text="Green", uploaded=str(number), consent="on"
        )
        assert office.post(url, data).status_code == 302
        assert NewsPage.objects.get(title=f"Hills {number}").picture_id == wanted


def test_the_same_key_of_the_phone_in_two_villages_is_two_pictures(
    haean, toegye, manager_of, as_user
):
    numbers = {
        picture_of(as_user(manager_of(village)), village.slug, "same")
        for village in (haean, toegye)
    }
    assert len(numbers) == 2


def test_a_version_of_another_village_s_text_is_not_brought_back(haean, boss, office, secrets):
    from villages.portal import posting

    draft = posting.Draft(kind="news", title="Apples", text="Red", language="en")
    page = posting.write_page(village=haean, author=boss, draft=draft)
    posting.rewrite_page(
        page=page, author=boss, title="Apples", text="Green", base=page.latest_revision_id
    )
    url = f"/office/{haean.slug}/pages/{page.pk}/versions/"
    data = form_on(office, url, has="version").filled()

    def words() -> str:
        return posting.text_of(NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object())

    with undone():
        office.post(url, data)
        assert words() == "Red"
    office.post(url, data | {"version": secrets["revision"]})
    assert words() == "Green"


# --- 24: the stall


def test_point_24_no_sale_takes_another_village_s_goods(haean, toegye, with_role, as_user):
    from oscar.core.loading import get_model

    from tests.factories import market

    own = market.product(market.stall(haean), stock=9)
    theirs = market.product(market.stall(toegye), stock=9)
    seller, url = as_user(with_role("seller", haean)), f"/office/{haean.slug}/stall/sale/"
    before = list(get_model("order", "Line").objects.values_list("pk", flat=True))
    lines = get_model("order", "Line").objects.exclude(pk__in=before)
    data = form_on(seller, url).filled()
    with undone():
        assert seller.post(url, data | {f"n{own.pk}": "1"}).status_code == 302
        assert lines.get().product == own
    assert seller.post(url, data | {f"n{theirs.pk}": "1"}).status_code == 422
    assert not lines.exists()


def test_point_24_a_seller_reads_own_goods_orders_and_money_only(haean, toegye, with_role, as_user):
    from marketplace.orders.services import states
    from tests.factories import market

    shops = {}
    for village, title in ((haean, "Own honey"), (toegye, MARKER)):
        goods = market.product(market.stall(village), stock=9, title=title)
        order = market.order((goods, 1))
        states.mark_paid(order=order)
        shops[village.slug] = goods, order.village_orders.get()
    for village, title, other in ((haean, "Own honey", MARKER), (toegye, MARKER, "Own honey")):
        seller, base = as_user(with_role("seller", village)), f"/office/{village.slug}/stall"
        goods, part = shops[village.slug]
        for tail in ("/goods/", f"/goods/{goods.pk}/", f"/orders/{part.pk}/",
                     f"/orders/{part.pk}/slip/", "/sale/"):  # fmt: skip
            body = seller.get(base + tail).content.decode()
            assert title in body, tail
            assert other not in body, tail
        listed = seller.get(f"{base}/").content.decode()
        assert f"{base}/orders/{part.pk}/" in listed
        for slug, (foreign, foreign_part) in shops.items():
            if slug != village.slug:
                assert f"/orders/{foreign_part.pk}/" not in listed
                for tail in (f"/goods/{foreign.pk}/", f"/orders/{foreign_part.pk}/",
                             f"/orders/{foreign_part.pk}/slip/"):  # fmt: skip
                    assert seller.get(base + tail).status_code == 404, tail
                    assert seller.get(f"/office/{slug}/stall{tail}").status_code == 404, tail
