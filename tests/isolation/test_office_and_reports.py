"""Points 11, 12, 15 and 17: approval, reports, national screens, officers."""

from django.contrib.auth.models import Group
from django.core import mail

import pytest

from tests.isolation.conftest import MARKER
from tests.isolation.test_sweep import addresses
from villages.portal import posting
from villages.portal.models import NewsPage, Region

pytestmark = pytest.mark.django_db
CLOSED = (302, 403, 404)
ROLES = ("resident", "reporter", "editor", "manager", "committee", "seller", "tutor", "moderator")
REPORTS = (
    "locked",
    "workflow",
    "workflow_tasks",
    "site-history",
    "aging-pages",
    "page-types-usage",
)
GLOBAL = (
    "users/",
    "users/new/",
    "groups/",
    "groups/new/",
    "sites/",
    "sites/new/",
    "collections/",
    "collections/add/",
    "workflows/list/",
    "workflows/add/",
    "workflows/tasks/index/",
    "redirects/",
    "redirects/add/",
    "redirects/import/",
    "settings/",
    "locales/",
    "searchpicks/",
    "forms/",
    "snippets/",
    "styleguide/",
    "api/main/pages/",
)


@pytest.fixture
def manager(haean, manager_of, as_user):
    """The manager of Haean, at the keyboard."""
    return as_user(manager_of(haean))


# --- 11: approval


def test_point_11_only_the_own_manager_has_the_task(secrets, toegye, haean, manager_of):
    page = NewsPage.objects.get(pk=secrets["page"])
    task = page.current_workflow_task
    assert task.user_can_access_editor(page, manager_of(toegye))
    stranger = manager_of(haean)
    assert not task.user_can_access_editor(page, stranger)
    assert task.get_actions(page, stranger) == []
    assert not task.user_can_lock(page, stranger)
    assert not task.get_task_states_user_can_moderate(stranger).exists()


def test_point_11_no_foreign_task_stands_on_the_dashboard(
    manager, secrets, toegye, as_user, with_role
):
    assert MARKER not in manager.get("/cms/").content.decode()
    assert MARKER in as_user(with_role("manager", toegye)).get("/cms/").content.decode()


def test_point_11_word_of_a_text_goes_to_its_own_village_only(haean, toegye, manager_of, editor_of):
    """The positive control is the village's own manager, who is told."""
    own, stranger, author = manager_of(toegye), manager_of(haean), editor_of(toegye)
    page = posting.write_page(
        village=toegye,
        author=author,
        draft=posting.Draft(kind="news", title="New", text="New", language="en"),
    )
    posting.send_for_approval(page=page, author=author)
    assert own.inbox.exists()
    assert not stranger.inbox.exists()
    assert not [letter for letter in mail.outbox if stranger.email in letter.recipients()]


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_point_11_a_foreign_manager_decides_nothing(manager, secrets, action):
    answer = manager.post(
        f"/cms/pages/workflow/action/{secrets['page']}/{action}/{secrets['task_state']}/",
        {"comment": "yes"},
    )
    assert answer.status_code in CLOSED
    page = NewsPage.objects.get(pk=secrets["page"])
    assert not page.live
    assert page.current_workflow_task_state.pk == secrets["task_state"]


def test_point_11_nor_in_the_office(manager, secrets, toegye, haean):
    for slug in (toegye.slug, haean.slug):
        answer = manager.post(f"/office/{slug}/approvals/{secrets['page']}/", {"approve": "1"})
        assert answer.status_code in CLOSED
        assert not (answer.status_code == 302 and slug in answer.url)
    assert not NewsPage.objects.get(pk=secrets["page"]).live


def test_point_11_the_own_manager_s_same_press_publishes(secrets, toegye, manager_of, as_user):
    own = as_user(manager_of(toegye))
    own.post(f"/office/{toegye.slug}/approvals/{secrets['page']}/", {"approve": "1"})
    assert NewsPage.objects.get(pk=secrets["page"]).live


def test_point_11_withdrawn_means_no_more_right(secrets, toegye, manager_of):
    page = NewsPage.objects.get(pk=secrets["page"])
    boss = manager_of(toegye)
    assert page.current_workflow_task.get_task_states_user_can_moderate(boss).exists()
    task = page.current_workflow_task
    page.current_workflow_state.cancel(user=boss)
    assert not task.get_task_states_user_can_moderate(boss).exists()


# --- 12: reports and their tables


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", ["", "?export=csv", "?export=xlsx", "results/"])
def test_point_12_reports_and_their_tables_tell_nothing(manager, secrets, report, form):
    answer = manager.get(f"/cms/reports/{report}/{form}")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in CLOSED
    assert MARKER.encode() not in body


@pytest.mark.parametrize("form", ["", "?export=csv", "?export=xlsx", "results/"])
@pytest.mark.parametrize("report", REPORTS)
def test_point_12_a_superuser_reads_them(person, as_user, secrets, report, form):
    root = as_user(person("Root", is_superuser=True, is_staff=True))
    assert root.get(f"/cms/reports/{report}/{form}").status_code == 200


def test_point_12_no_report_of_the_editor_is_left_out():
    """A new release's report needs a line in the list."""
    known = {f"cms/reports/{name}/" for name in REPORTS}
    known |= {f"{address}results/" for address in known}
    assert {route for route in addresses() if route.startswith("cms/reports/")} == known


# --- 15: national screens


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", GLOBAL)
def test_point_15_national_screens_are_closed_to_every_hat(
    haean, with_role, as_user, role, address
):
    client = as_user(with_role(role, haean))
    for answer in (client.get(f"/cms/{address}"), client.post(f"/cms/{address}", {"name": "x"})):
        assert answer.status_code in CLOSED
        if answer.status_code == 302:
            assert "/cms/" not in answer.url or answer.url.endswith("/cms/")


def test_point_15_nothing_was_made_by_those_posts(manager, haean):
    before = Group.objects.count()
    manager.post("/cms/groups/new/", {"name": "x"})
    assert Group.objects.count() == before


# --- 17: officers


@pytest.fixture
def officer(officer_of, as_user):
    """The officer of Yanggu's county, at the desk."""
    return as_user(officer_of(Region.objects.get(code="42800")))


@pytest.mark.parametrize(
    "address",
    [
        "/adoption/{county}/",
        "/adoption/{county}/villages.csv",
        "/adoption/{county}/villages.xlsx",
        "/adoption/villages/{village}/",
    ],
)
def test_point_17_an_officer_reads_the_own_region_and_no_other(officer, address):
    own = address.format(county="42800", village="yanggu-toegye")
    assert officer.get(own).status_code == 200
    other = address.format(county="46890", village="wando-yesong")
    assert officer.get(other).status_code in CLOSED


# --- the platform's staff


@pytest.fixture
def desk(staff, as_user):
    """Somebody of the platform's staff, at the keyboard."""
    return as_user(staff)


@pytest.mark.parametrize(
    "address",
    [
        "/office/{village}/approvals/",
        "/office/{village}/members/",
        "/cms/pages/{page}/edit/",
        "/cms/images/{image}/",
        "/cms/documents/edit/{document}/",
    ],
)
def test_the_staff_see_what_a_village_keeps_to_itself(desk, secrets, toegye, address):
    answer = desk.get(address.format(village=toegye.slug, **secrets))
    assert answer.status_code == 200
    assert MARKER in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["users/", "groups/", "sites/", "collections/", "workflows/list/", "redirects/", "settings/"],
)
def test_the_staff_enter_no_superuser_s_screen(desk, address):
    for answer in (desk.get(f"/cms/{address}"), desk.post(f"/cms/{address}", {"name": "x"})):
        assert answer.status_code in CLOSED


@pytest.mark.parametrize("address", ["/staff/people/", "/staff/admin/accounts/user/"])
def test_the_staff_name_nobody(desk, person, as_user, address):
    assert desk.get(address).status_code in CLOSED
    root = as_user(person("Root", is_superuser=True, is_staff=True))
    assert root.get(address).status_code == 200


def test_point_17_an_officer_edits_no_page(officer, haean):
    for method in ("get", "post"):
        answer = getattr(officer, method)(f"/cms/pages/{haean.page.pk}/edit/")
        assert answer.status_code in CLOSED


def test_point_17_an_officer_enters_no_office(officer, haean):
    assert officer.get(f"/office/{haean.slug}/").status_code in CLOSED
    assert officer.get(f"/office/{haean.slug}/members/").status_code in CLOSED


# --- comments


@pytest.mark.parametrize("method", ["get", "post"])
def test_comments_on_a_foreign_page_are_not_told(manager, secrets, method):
    for address in ("{page}/edit/", "{page}/edit/?comments=1", "{page}/history/"):
        answer = getattr(manager, method)("/cms/pages/" + address.format(**secrets))
        assert answer.status_code in CLOSED
        assert MARKER not in answer.content.decode()
