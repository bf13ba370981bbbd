"""The register of villages: open, rename, move, let rest, and bring a list."""

import io
import re

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from villages.community.services import open_missing_boards
from villages.finder.selectors import search
from villages.portal import importing, register
from villages.portal.errors import AddressTaken
from villages.portal.models import (
    Invitation,
    NewsPage,
    OldAddress,
    Region,
    Village,
    VillageImport,
)
from villages.portal.services import NewVillage, provision_village
from villages.portal.tenancy_check import find_drift

pytestmark = pytest.mark.django_db

HEAD = "slug,name_ko,name_en,county_code,manager_name,manager_email\n"
GOOD = HEAD + "yanggu-wolmyeong,월명마을,Wolmyeong Village,42800,옥자,okja@farm.example\n"


def csv_file(text: str, encoding: str = "utf-8"):
    """An upload."""
    file = io.BytesIO(text.encode(encoding))
    file.name = "list.csv"
    return file


@pytest.fixture
def desk(staff, as_user):
    """The staff's browser."""
    return as_user(staff)


# --- doors


@pytest.mark.parametrize(
    "path", ["", "villages/", "villages/new/", "villages/import/", "villages/yanggu-haean/"]
)
def test_the_doors_are_for_staff(path, desk, manager_of, haean, as_user, client):
    assert desk.get(f"/staff/{path}").status_code == 200
    assert as_user(manager_of(haean)).get(f"/staff/{path}").status_code == 404
    assert client.get(f"/staff/{path}").url.startswith("/accounts/login/")


def test_the_list_finds_by_name_and_state(desk, haean):
    assert "yanggu-haean" in desk.get("/staff/villages/?q=Haean").content.decode()
    assert "yanggu-haean" not in desk.get("/staff/villages/?state=archived").content.decode()
    assert "yanggu-haean" in desk.get("/staff/villages/?state=vacant").content.decode()


def test_the_list_finds_villages_with_fewer_than_two_who_can_approve(desk, haean, with_role):
    with_role("manager", haean)
    asked = "/staff/villages/?state=few&q=Haean"
    assert "yanggu-haean" in desk.get(asked).content.decode()
    assert "looks for people" in desk.get("/staff/villages/?q=Haean").content.decode()
    with_role("committee", haean)
    assert "yanggu-haean" not in desk.get(asked).content.decode()
    assert "looks for people" not in desk.get("/staff/villages/?q=Haean").content.decode()


@pytest.mark.parametrize("state", ["few", "active", ""])
def test_who_can_approve_is_counted_once_a_query(desk, haean, with_role, state):
    with_role("manager", haean)
    with CaptureQueriesContext(connection) as asked:
        assert "looks for people" in desk.get(f"/staff/villages/?state={state}").content.decode()
    counted = [one["sql"].count("COUNT(DISTINCT") for one in asked]
    assert max(counted) == 1


# --- open one


def test_a_new_village_has_an_office_and_an_invited_manager(desk):
    county = Region.objects.get(code="42800")
    desk.post(
        "/staff/villages/new/",
        {"name_ko": "월명마을", "name_en": "Wolmyeong", "slug": "yanggu-wolmyeong",
         "region": county.pk, "manager_name": "Okja", "manager_email": "okja@farm.example"},
    )  # fmt: skip
    village = Village.objects.get(slug="yanggu-wolmyeong")
    assert village.status == "opening"
    assert Invitation.objects.get(village=village).role == "manager"
    assert find_drift() == []


def test_a_taken_address_is_an_error_that_keeps_the_words(desk, haean):
    answer = desk.post(
        "/staff/villages/new/",
        {"name_ko": "월명", "name_en": "Wolmyeong", "slug": haean.slug,
         "region": haean.region_id, "manager_name": "Okja"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert 'value="Wolmyeong"' in answer.content.decode()


# --- rename and move


@pytest.fixture
def story(haean):
    """A story of Haean that is out."""
    from django.utils import timezone

    from villages.portal.models import NewsIndexPage

    index = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    page = index.add_child(
        instance=NewsPage(title="Kimjang together", slug="kimjang", published_on=timezone.now())
    )
    page.save_revision().publish()
    return page


def test_after_a_new_name_old_addresses_lead_to_the_new_ones(desk, haean, story, client):
    desk.post(
        f"/staff/villages/{haean.slug}/",
        {"act": "rename", "name_ko": "펀치볼마을", "name_en": "Punchbowl", "slug": "yanggu-punch"},
    )
    assert client.get("/villages/yanggu-punch/news/kimjang/").status_code == 200
    old = client.get("/villages/yanggu-haean/news/kimjang/?a=1")
    assert (old.status_code, old.url) == (301, "/villages/yanggu-punch/news/kimjang/?a=1")
    assert desk.get("/office/yanggu-haean/").url == "/office/yanggu-punch/"
    assert search("kimjang").docs[0].url.startswith("/villages/yanggu-punch/")
    assert find_drift() == []


def test_a_waiting_draft_of_the_home_keeps_the_new_address(haean, staff):
    draft = haean.page.get_latest_revision_as_object()
    draft.tagline_en = "A draft"
    draft.save_revision()
    register.rename_village(
        village=haean, slug="yanggu-punch", name_ko="가", name_en="Punchbowl", acting_user=staff
    )
    haean.page.get_latest_revision().publish()
    haean.page.refresh_from_db()
    assert (haean.page.slug, haean.page.tagline_en) == ("yanggu-punch", "A draft")


def test_no_village_takes_an_address_another_had(haean, toegye, staff):
    register.rename_village(
        village=haean, slug="yanggu-punch", name_ko="가", name_en="Punchbowl", acting_user=staff
    )
    with pytest.raises(AddressTaken):
        register.rename_village(
            village=toegye, slug="yanggu-haean", name_ko="나", name_en="B", acting_user=staff
        )
    with pytest.raises(AddressTaken):
        provision_village(
            NewVillage(slug="yanggu-haean", name_ko="나", name_en="B", region_code="42800")
        )


def test_a_village_may_take_its_old_name_back(haean, staff, client):
    for slug in ("yanggu-punch", "yanggu-haean"):
        register.rename_village(
            village=haean, slug=slug, name_ko="가", name_en="Punchbowl", acting_user=staff
        )
    assert client.get("/villages/yanggu-haean/").status_code == 200
    assert client.get("/villages/yanggu-punch/").status_code == 301
    assert OldAddress.objects.count() == 1


def test_after_a_move_the_new_county_s_officer_sees_it(haean, yesong, desk, officer_of, as_user):
    before, after = haean.region, yesong.region
    desk.post(f"/staff/villages/{haean.slug}/", {"act": "move", "region": after.pk})
    haean.refresh_from_db()
    assert haean.page.get_parent().specific.region == after.parent
    assert "Haean" in as_user(officer_of(after)).get("/adoption/").content.decode()
    assert "Haean" not in as_user(officer_of(before)).get("/adoption/").content.decode()
    assert find_drift() == []


def test_addresses_stay_after_a_move(haean, yesong, story, staff, client):
    register.move_village(village=haean, region=yesong.region, acting_user=staff)
    assert client.get(f"/villages/{haean.slug}/news/kimjang/").status_code == 200


# --- rest and wake


@pytest.fixture
def resting(haean, desk, manager_of):
    """Haean rests; it has a manager."""
    manager = manager_of(haean)
    desk.post(f"/staff/villages/{haean.slug}/", {"act": "archive", "reason": "Moved to Toegye."})
    haean.refresh_from_db()
    return manager


def test_a_resting_village_can_be_read_and_is_not_listed(haean, resting, client):
    text = client.get(f"/villages/{haean.slug}/").content.decode()
    assert "This village rests" in text
    assert haean.slug not in client.get("/villages/?q=Haean").content.decode()


def test_a_resting_village_has_no_tab_that_leads_to_nothing(haean, resting, client):
    open_missing_boards()
    text = client.get(f"/villages/{haean.slug}/").content.decode()
    tabs = re.findall(r'href="([^"]+)"', text[text.index('class="tabs"') :].split("</nav>")[0])
    assert {url: client.get(url).status_code for url in tabs} == dict.fromkeys(tabs, 200)


def test_the_office_of_a_resting_village_says_so(haean, resting, as_user):
    text = as_user(resting).get(f"/office/{haean.slug}/settings/").content.decode()
    assert "This village rests. What was asked before is still answered here" in text


def test_nobody_writes_in_a_resting_village(haean, resting, as_user):
    answer = as_user(resting).post(f"/office/{haean.slug}/post/news/", {"title": "A"})
    assert answer.status_code == 403
    assert "This village rests. Only reading is possible." in answer.content.decode()
    assert not resting.groups.filter(pk=haean.managers_id).exists()
    assert find_drift() == []


def test_nothing_is_sold_in_a_resting_village(haean, resting):
    from marketplace.goods.services import open_stall

    assert not open_stall(village=haean).is_selling


def test_the_manager_reads_why(resting):
    line = resting.inbox.get(kind="village.archived")
    assert line.params["reason"] == "Moved to Toegye."


def test_without_a_reason_no_village_rests(haean, desk):
    answer = desk.post(f"/staff/villages/{haean.slug}/", {"act": "archive", "reason": " "})
    assert answer.status_code == 422
    haean.refresh_from_db()
    assert haean.status == "active"


def test_a_woken_village_works_as_before(haean, resting, desk, as_user):
    desk.post(f"/staff/villages/{haean.slug}/", {"act": "restore"})
    assert resting.groups.filter(pk=haean.managers_id).exists()
    assert resting.memberships.filter(village=haean).exists()
    answer = as_user(resting).post(f"/office/{haean.slug}/post/news/", {"title": "A"})
    assert answer.status_code == 422


# --- lists


@pytest.fixture
def work(django_capture_on_commit_callbacks, settings):
    """Work the queue off in this process, as the worker does."""
    return importing.work_off.call


def test_a_good_list_is_checked_first_and_opens_nothing(desk):
    answer = desk.post("/staff/villages/import/", {"file": csv_file(GOOD)})
    listing = VillageImport.objects.get()
    assert answer.url == f"/staff/villages/import/{listing.pk}/"
    assert not Village.objects.filter(slug="yanggu-wolmyeong").exists()


def test_started_it_opens_the_villages_and_invites_their_managers(desk, work):
    desk.post("/staff/villages/import/", {"file": csv_file(GOOD)})
    listing = VillageImport.objects.get()
    desk.post(f"/staff/villages/import/{listing.pk}/")
    work(listing.pk)
    assert Village.objects.get(slug="yanggu-wolmyeong").status == "opening"
    assert Invitation.objects.get().email == "okja@farm.example"
    assert "1 of 1" in desk.get(f"/staff/villages/import/{listing.pk}/").content.decode()


def test_a_spreadsheet_s_korean_code_page_is_read(desk):
    desk.post("/staff/villages/import/", {"file": csv_file(GOOD, "cp949")})
    assert VillageImport.objects.get().rows[0]["name_ko"] == "월명마을"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("yanggu-a,,A,42800,,", "name_ko is empty"),
        ("Yanggu A,가,A,42800,,", "small letters"),
        ("yanggu-a,가,A,99999,,", "no county 99999"),
        ("yanggu-a,가,A,42800,,okja@", "no e-mail"),
        ("yanggu-a,가,A,42800,,\nyanggu-a,나,B,42800,,", "same address"),
        ("region-46,가,A,42800,,", "A province has this address"),
    ],
)
def test_each_fault_is_told_by_its_row(row, words, desk):
    answer = desk.post("/staff/villages/import/", {"file": csv_file(HEAD + row + "\n")})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not VillageImport.objects.exists()


def test_a_list_without_its_columns_is_refused(desk):
    answer = desk.post("/staff/villages/import/", {"file": csv_file("a,b\n1,2\n")})
    assert "county_code" in answer.content.decode()


def test_a_picture_is_no_list(desk):
    answer = desk.post(
        "/staff/villages/import/", {"file": io.BytesIO(b"\xff\xd8\xff\xe0\x00\x10\x80")}
    )
    assert answer.status_code == 422


def test_a_list_goes_on_where_it_was_stopped(staff, work):
    rows = importing.read_rows(
        HEAD + "".join(f"yanggu-v{n},가{n},V{n},42800,,\n" for n in range(3))
    )
    listing = VillageImport.objects.create(rows=rows, created_by=staff, done=1)
    work(listing.pk)
    assert set(Village.objects.filter(slug__startswith="yanggu-v").values_list("slug", flat=True)) == {
        "yanggu-v1", "yanggu-v2",
    }  # fmt: skip
    listing.refresh_from_db()
    assert listing.finished_at is not None


def test_a_dead_worker_s_list_is_taken_up_again(staff, work):
    from datetime import timedelta

    from django.utils import timezone

    long_ago = timezone.now() - timedelta(hours=1)
    listing = VillageImport.objects.create(
        rows=importing.read_rows(GOOD), created_by=staff, started_at=long_ago
    )
    assert importing.resume_imports() == 1
    VillageImport.objects.filter(pk=listing.pk).update(finished_at=long_ago)
    assert importing.resume_imports() == 0


def test_the_same_list_twice_leaves_what_stands(staff, work):
    for _time in range(2):
        listing = VillageImport.objects.create(rows=importing.read_rows(GOOD), created_by=staff)
        work(listing.pk)
    assert Village.objects.filter(slug="yanggu-wolmyeong").count() == 1
    assert Invitation.objects.count() == 1


def test_the_command_opens_and_a_check_writes_nothing(tmp_path):
    file, out = tmp_path / "list.csv", io.StringIO()
    file.write_text(GOOD, encoding="utf-8")
    call_command("import_villages", str(file), "--check", stdout=out)
    assert not Village.objects.filter(slug="yanggu-wolmyeong").exists()
    call_command("import_villages", str(file), stdout=out)
    assert "1 villages opened" in out.getvalue()


def test_the_command_refuses_a_bad_list(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(HEAD + "yanggu-a,가,A,99999,,\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_villages", str(file), stderr=io.StringIO())


# --- rows as a spreadsheet counts them


def fault(desk, text: str):
    return desk.post("/staff/villages/import/", {"file": csv_file(HEAD + text)}).content.decode()


def test_a_row_has_the_number_that_the_spreadsheet_shows(desk):
    good = "yanggu-a,가,A,42800,,\n"
    assert "Row 3 (yanggu-b)" in fault(desk, good + "yanggu-b,나,B,99999,,\n")
    assert "Row 4 (yanggu-b)" in fault(desk, good + "\nyanggu-b,나,B,99999,,\n")


def test_two_faults_of_a_row_stand_on_lines_of_their_own(desk):
    assert "name_ko is empty.<br>There is no county 99999." in fault(desk, "yanggu-a,,A,99999,,\n")


def test_a_row_that_fails_later_has_the_same_number(staff, haean, work):
    rows = importing.read_rows(HEAD + "yanggu-a,가,A,42800,,\nyanggu-b,나,B,42800,,\n")
    OldAddress.objects.create(slug="yanggu-b", village=haean)
    listing = VillageImport.objects.create(rows=rows, created_by=staff)
    work(listing.pk)
    listing.refresh_from_db()
    assert [problem["row"] for problem in listing.problems] == [3]


def test_the_preview_names_the_county(desk):
    answer = desk.post("/staff/villages/import/", {"file": csv_file(GOOD)}, follow=True)
    text = answer.content.decode()
    assert Region.objects.get(code="42800").full_name in text
    assert ">42800<" not in text


# --- who has no manager


def opened(desk, **more) -> str:
    sent = {"name_ko": "새마을", "name_en": "New Village", "slug": "yanggu-new",
            "region": Region.objects.get(code="42800").pk, "manager_name": "Okja"}  # fmt: skip
    desk.post("/staff/villages/new/", sent | more)
    return "yanggu-new"


def vacant(desk) -> str:
    return desk.get("/staff/villages/?state=vacant").content.decode()


def test_a_new_village_whose_manager_is_invited_says_so(desk):
    slug = opened(desk)
    row = desk.get(f"/staff/villages/?q={slug}").content.decode()
    assert ">invited<" in row
    assert ">nobody<" not in row
    assert slug not in vacant(desk)


def test_a_new_village_without_an_invitation_is_counted_where_it_says_nobody(desk):
    before = desk.get("/staff/villages/").context["counts"]["vacant"]
    slug = opened(desk)
    Invitation.objects.all().delete()
    assert ">nobody<" in desk.get(f"/staff/villages/?q={slug}").content.decode()
    assert slug in vacant(desk)
    assert desk.get("/staff/villages/").context["counts"]["vacant"] == before + 1


def test_every_row_of_the_vacant_says_nobody(desk, haean, manager_of):
    manager_of(haean)
    text = vacant(desk)
    assert "yanggu-haean" not in text
    assert text.count(">nobody<") == len(desk.get("/staff/villages/?state=vacant").context["rows"])


def test_a_resting_village_looks_for_nobody(desk, haean, staff):
    register.archive_village(village=haean, reason="Moved away", acting_user=staff)
    row = desk.get("/staff/villages/?q=haean").content.decode()
    assert ">nobody<" not in row


def test_the_register_s_page_of_an_old_address_leads_on(desk, haean, staff):
    register.rename_village(
        village=haean, acting_user=staff, slug="yanggu-punch", name_ko="해안", name_en="Punch"
    )
    assert desk.get("/staff/villages/yanggu-haean/").url == "/staff/villages/yanggu-punch/"
    assert desk.get("/staff/villages/yanggu-nowhere/").status_code == 404
