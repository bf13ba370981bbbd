"""Toegye becomes part of Haean: everything goes along, old addresses lead on."""

from django.core.files.base import ContentFile

import pytest

from marketplace.orders.services import states
from media.models import VillageDocument
from tests.factories import market
from villages.activity.models import Activity
from villages.community import services as community
from villages.community.models import Policy
from villages.portal import merging, register, village_forms
from villages.portal.errors import MergeRefused
from villages.portal.models import (
    FormPage,
    Membership,
    NewsIndexPage,
    NewsPage,
    Resident,
    StoryPage,
    Village,
)
from villages.portal.tenancy_check import find_drift

pytestmark = pytest.mark.django_db


def story(village, slug="crane", title="A rare crane"):
    page = NewsIndexPage.objects.get(path__startswith=village.page.path).add_child(
        instance=NewsPage(title=title, slug=slug, content_language="en")
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def merge(haean, toegye, staff):
    """Do it; returns both villages as they are now."""

    def go():
        merging.merge_villages(source=toegye, target=haean, acting_user=staff)
        return Village.objects.get(pk=toegye.pk), Village.objects.get(pk=haean.pk)

    return go


@pytest.fixture
def desk(staff, as_user):
    """The staff's browser."""
    return as_user(staff)


def test_pages_move_and_old_addresses_lead_to_them(merge, toegye, client):
    page = story(toegye)
    toegye.page.add_child(
        instance=StoryPage(title="Our hills", slug="hills", content_language="en", live=True)
    )
    merge()
    assert client.get("/villages/yanggu-haean/news/crane/").status_code == 200
    answer = client.get("/villages/yanggu-toegye/news/crane/", follow=True)
    assert answer.status_code == 200
    assert "A rare crane" in answer.content.decode()
    assert client.get("/villages/yanggu-haean/hills/").status_code == 200
    page.refresh_from_db()
    assert page.village.slug == "yanggu-haean"


def test_a_taken_address_gets_a_tail_and_the_old_one_finds_it(merge, haean, toegye, client):
    story(haean, title="Haean's crane")
    story(toegye, title="Toegye's crane")
    merge()
    assert "Haean" in client.get("/villages/yanggu-haean/news/crane/").content.decode()
    moved = NewsPage.objects.get(title="Toegye's crane")
    assert moved.slug == "crane-yanggu-toegye"
    answer = client.get("/villages/yanggu-toegye/news/crane/", follow=True)
    assert "Toegye&#x27;s crane" in answer.content.decode()


def test_the_old_home_leads_to_the_new_village(merge, client):
    merge()
    assert client.get("/villages/yanggu-toegye/").url == "/villages/yanggu-haean/"
    answer = client.get("/villages/yanggu-toegye/board/", follow=True)
    assert answer.request["PATH_INFO"].startswith("/villages/yanggu-haean/")


@pytest.mark.parametrize("part", ["news", "notices", "events", "places", "documents"])
def test_the_old_lists_lead_to_the_new_village_s(merge, client, part):
    merge()
    answer = client.get(f"/villages/yanggu-toegye/{part}/?page=2")
    assert answer.url == f"/villages/yanggu-haean/{part}/"


def test_two_halls_to_lend_are_told_apart(merge, haean, toegye, manager_of):
    for village in (haean, toegye):
        village_forms.make_form(village=village, kind="centre", acting_user=manager_of(village))
    merge()
    titles = FormPage.objects.filter(path__startswith=haean.page.path).values_list(
        "title", flat=True
    )
    assert len(set(titles)) == len(titles) == 4
    assert any(toegye.name_ko in title for title in titles)


def test_the_old_village_rests_for_good(merge, staff):
    old, new = merge()
    assert (old.status, old.merged_into) == ("archived", new)
    with pytest.raises(register.DomainError):
        register.restore_village(village=old, acting_user=staff)


def test_hats_and_rights_go_along(merge, haean, toegye, with_role):
    editor, seller = with_role("editor", toegye), with_role("seller", toegye)
    merge()
    assert editor.memberships.get().village == haean
    assert list(editor.groups.all()) == [haean.editors]
    assert seller.memberships.get().role == "seller"
    assert not Membership.objects.filter(village=toegye).exists()
    assert find_drift() == []


def test_one_hat_in_both_villages_is_one_hat(merge, haean, toegye, with_role):
    from villages.portal.services import grant_role

    user = with_role("editor", toegye)
    grant_role(user=user, village=haean, role="editor")
    merge()
    assert user.memberships.get().village == haean


def test_the_list_of_residents_goes_on_with_its_numbers(merge, haean, toegye):
    Resident.objects.create(village=haean, register_no=7, name="Haean's")
    Resident.objects.create(village=toegye, register_no=1, name="First")
    Resident.objects.create(village=toegye, register_no=2, name="Second")
    merge()
    found = Resident.objects.filter(village=haean).order_by("register_no")
    assert list(found.values_list("register_no", "name")) == [
        (7, "Haean's"),
        (8, "First"),
        (9, "Second"),
    ]


def test_an_account_stands_on_the_list_once(merge, haean, toegye, person):
    user = person()
    Resident.objects.create(village=haean, register_no=1, name="A", user=user)
    Resident.objects.create(village=toegye, register_no=1, name="A", user=user)
    merge()
    assert Resident.objects.filter(village=haean, user=user).count() == 1
    assert Resident.objects.filter(village=haean).count() == 2


def test_files_go_along(merge, haean, toegye):
    file = VillageDocument.objects.create(
        title="Map", collection=toegye.collection, file=ContentFile(b"x", name="map.txt")
    )
    merge()
    file.refresh_from_db()
    assert file.collection_id == haean.collection_id


def test_conversations_go_along(merge, toegye, resident_of, client):
    thread = community.start_thread(
        board=community.open_village_board(toegye),
        author=resident_of(toegye),
        title="Bus",
        body="At eight?",
    )
    merge()
    thread.refresh_from_db()
    assert thread.board.village.slug == "yanggu-haean"
    assert client.get(thread.get_absolute_url()).status_code == 200


def test_what_neighbours_said_is_not_opened_to_everybody(merge, haean, toegye, resident_of, client):
    community.open_village_board(haean)
    board = community.open_village_board(toegye)
    board.read_policy = Policy.MEMBERS
    board.save()
    thread = community.start_thread(
        board=board, author=resident_of(toegye), title="Quiet", body="Only us"
    )
    merge()
    thread.refresh_from_db()
    assert "Only us" not in client.get(thread.get_absolute_url(), follow=True).content.decode()


@pytest.mark.parametrize("both", [True, False])
def test_goods_and_their_stock_go_along(merge, haean, toegye, both, client):
    if both:
        market.stall(haean)
    honey = market.product(market.stall(toegye), stock=10, title="꿀")
    merge()
    honey.refresh_from_db()
    assert honey.partner.village == haean
    assert honey.stockrecords.get().partner == honey.partner
    assert client.get(honey.get_absolute_url()).status_code == 200


def test_past_orders_stay_with_the_old_village(merge, toegye):
    honey = market.product(market.stall(toegye), stock=10)
    order = market.order((honey, 1))
    part = order.village_orders.get()
    type(part).objects.filter(pk=part.pk).update(status="delivered")
    merge()
    part.refresh_from_db()
    assert part.village == toegye


def test_open_orders_refuse_the_merge_and_nothing_moves(merge, toegye, with_role):
    honey = market.product(market.stall(toegye), stock=10)
    order = market.order((honey, 1))
    states.mark_paid(order=order)
    page, editor = story(toegye), with_role("editor", toegye)
    with pytest.raises(MergeRefused, match="still open"):
        merge()
    page.refresh_from_db()
    assert page.path.startswith(toegye.page.path)
    assert editor.memberships.get().village == toegye


def test_the_log_of_both_keeps_it(merge, haean, toegye, staff):
    story(toegye)
    merge()
    row = Activity.objects.get(kind="village.merged")
    assert (row.village, row.actor, row.data["counts"]["pages"]) == (toegye, staff, 1)
    assert Activity.objects.filter(kind="village.took_in", village=haean).exists()


def test_the_people_are_told(merge, toegye, with_role):
    user = with_role("resident", toegye)
    merge()
    assert user.inbox.filter(kind="village.merged").exists()


@pytest.mark.parametrize("state", ["archived", "opening"])
def test_no_village_goes_into_one_that_is_not_at_work(merge, haean, state):
    Village.objects.filter(pk=haean.pk).update(status=state)
    with pytest.raises(MergeRefused):
        merge()


def test_a_village_never_goes_into_itself(haean, staff):
    with pytest.raises(MergeRefused):
        merging.merge_villages(source=haean, target=haean, acting_user=staff)


def test_a_pointer_never_points_at_a_pointer(merge, haean, yesong, toegye, staff):
    merge()
    merging.merge_villages(
        source=Village.objects.get(pk=haean.pk), target=yesong, acting_user=staff
    )
    assert Village.objects.get(pk=toegye.pk).merged_into == yesong


# --- the screen


def test_looking_writes_nothing_and_counts(desk, haean, toegye):
    story(toegye)
    before = Activity.objects.count()
    answer = desk.get(f"/staff/villages/{toegye.slug}/merge/?into={haean.pk}")
    assert answer.status_code == 200
    assert ("Pages", 1) in answer.context["counts"]
    assert Activity.objects.count() == before
    assert Village.objects.get(pk=toegye.pk).merged_into is None


def test_villages_of_one_name_are_told_apart_by_place_and_address(desk, haean, toegye, yesong):
    Village.objects.filter(pk__in=[haean.pk, yesong.pk]).update(name_en="Masan")
    url = f"/staff/villages/{toegye.slug}/merge/"
    shown = desk.get(url).content.decode()
    for village in (haean, yesong):
        assert f"Masan, {village.region.full_name} ({village.slug})" in shown
    chosen = desk.get(f"{url}?into={haean.pk}").content.decode()
    assert f"<b>Masan</b>, {haean.region.full_name} ({haean.slug})" in chosen


def test_without_the_tick_nothing_happens(desk, haean, toegye):
    answer = desk.post(f"/staff/villages/{toegye.slug}/merge/", {"into": haean.pk})
    assert answer.status_code == 422
    assert "Tick this" in answer.content.decode()
    assert Village.objects.get(pk=toegye.pk).merged_into is None


def test_with_the_tick_it_is_done(desk, haean, toegye):
    answer = desk.post(f"/staff/villages/{toegye.slug}/merge/", {"into": haean.pk, "sure": "on"})
    assert answer.url == f"/staff/villages/{haean.slug}/"
    assert Village.objects.get(pk=toegye.pk).merged_into == haean
    assert desk.get(f"/staff/villages/{toegye.slug}/").status_code == 200


@pytest.mark.parametrize("into", ["", "x", "999999", "-1"])
def test_nonsense_is_an_error_in_words(desk, toegye, into):
    url = f"/staff/villages/{toegye.slug}/merge/"
    assert desk.get(f"{url}?into={into}").status_code == 200
    assert desk.post(url, {"into": into, "sure": "on"}).status_code == 422


def test_the_screen_is_for_staff(manager_of, toegye, as_user, client):
    url = f"/staff/villages/{toegye.slug}/merge/"
    boss = as_user(manager_of(toegye))
    assert boss.get(url).status_code == 404
    assert boss.post(url, {"into": 1, "sure": "on"}).status_code == 404
    assert client.get(url).status_code == 302
