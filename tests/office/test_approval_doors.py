"""Nobody approves the own text, through whichever door; and both doors tell the same, once."""

from django.core import mail

import pytest

from tests.isolation.requests import form_on
from villages.activity.models import Activity
from villages.portal import posting
from villages.portal.errors import ChangedMeanwhile
from villages.portal.models import NewsPage

pytestmark = pytest.mark.django_db


def news(village, author) -> NewsPage:
    draft = posting.Draft(kind="news", title="Apples", text="Red.", language="en")
    return posting.write_page(village=village, author=author, draft=draft)


def waiting(village, author) -> NewsPage:
    page = news(village, author)
    posting.send_for_approval(page=page, author=author)
    return NewsPage.objects.get(pk=page.pk)


def cms_decides(client, page, action: str = "approve", comment: str = ""):
    """The page editor's own address for a decision."""
    state = page.current_workflow_task_state
    url = f"/cms/pages/workflow/action/{page.pk}/{action}/{state.pk}/"
    return client.post(url, {"comment": comment})


@pytest.fixture
def minsu(haean, with_role, manager_of):
    """An editor who sits on the committee."""
    from villages.portal.services import grant_role

    manager_of(haean)
    person = with_role("editor", haean, "Minsu")
    grant_role(user=person, village=haean, role="committee")
    return person


def test_an_own_text_is_not_approved_in_the_page_editor(haean, minsu, as_user):
    page = waiting(haean, minsu)
    cms_decides(as_user(minsu), page)
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


def test_another_s_text_is_approved_there(haean, minsu, editor_of, as_user):
    page = waiting(haean, editor_of(haean))
    cms_decides(as_user(minsu), page)
    page.refresh_from_db()
    assert page.live


def test_a_text_another_touched_stays_the_own_one(haean, minsu, editor_of, as_user):
    page = news(haean, minsu)
    editor = editor_of(haean)
    base = page.latest_revision_id
    posting.rewrite_page(page=page, author=editor, title="Apples", text="Green.", base=base)
    posting.send_for_approval(page=NewsPage.objects.get(pk=page.pk), author=editor)
    url = f"/office/{haean.slug}/approvals/{page.pk}/"
    assert as_user(minsu).post(url, {"approve": "1"}).status_code == 422
    assert not NewsPage.objects.get(pk=page.pk).live


def test_an_own_text_that_waits_is_not_changed_in_the_page_editor(haean, minsu):
    page = waiting(haean, minsu)
    assert page.get_lock().for_user(minsu)


def test_the_manager_still_opens_and_changes_what_waits(haean, manager_of, editor_of, as_user):
    boss = manager_of(haean)
    page = waiting(haean, editor_of(haean))
    assert not page.get_lock().for_user(boss)
    assert as_user(boss).get(f"/cms/pages/{page.pk}/edit/").status_code == 200


def test_what_was_not_read_is_not_approved(haean, manager_of, editor_of, with_role, as_user):
    boss, elder = manager_of(haean), with_role("committee", haean)
    page = waiting(haean, editor_of(haean))
    url = f"/office/{haean.slug}/approvals/{page.pk}/"
    screen = form_on(as_user(elder), url, has="approve").filled(approve="1")
    base = page.latest_revision_id
    posting.rewrite_page(page=page, author=boss, title="Apples", text="Green.", base=base)
    answer = as_user(elder).post(url, screen)
    assert answer.status_code == 422
    assert "Green." in answer.content.decode()
    assert not NewsPage.objects.get(pk=page.pk).live


def test_the_service_names_what_was_changed_meanwhile(haean, manager_of, editor_of):
    page = waiting(haean, editor_of(haean))
    with pytest.raises(ChangedMeanwhile):
        posting.approve(page=page, acting_user=manager_of(haean), read=999_999)


# --- who is told


def test_a_text_sent_from_the_page_editor_is_told_to_the_approvers(
    haean, manager_of, with_role, editor_of
):
    boss, elder, editor = manager_of(haean), with_role("committee", haean), editor_of(haean)
    page = news(haean, editor)
    page.get_workflow().start(page, editor)
    for approver in (boss, elder):
        assert approver.inbox.filter(kind="page.waiting").count() == 1
    assert not editor.inbox.filter(kind="page.waiting").exists()
    assert Activity.objects.filter(kind="page.sent", ref=page.pk).count() == 1


def test_the_phone_tells_once(haean, manager_of, editor_of):
    boss, editor = manager_of(haean), editor_of(haean)
    page = waiting(haean, editor)
    posting.approve(page=page, acting_user=boss)
    assert boss.inbox.filter(kind="page.waiting").count() == 1
    assert editor.inbox.filter(kind="page.approved").count() == 1
    assert Activity.objects.filter(kind="page.approved", ref=page.pk).count() == 1


def test_a_text_returned_in_the_page_editor_comes_with_its_reason(
    haean, manager_of, editor_of, as_user
):
    boss, editor = manager_of(haean), editor_of(haean)
    page = waiting(haean, editor)
    cms_decides(as_user(boss), page, "reject", "Name the field")
    line = editor.inbox.get(kind="page.returned")
    assert line.params["reason"] == "Name the field"
    shown = as_user(editor).get(f"/office/{haean.slug}/pages/{page.pk}/").content.decode()
    assert "Name the field" in shown


def test_a_text_sent_again_is_told_again(haean, manager_of, editor_of):
    boss, editor = manager_of(haean), editor_of(haean)
    page = waiting(haean, editor)
    posting.return_page(page=page, acting_user=boss, reason="Name the field")
    posting.send_for_approval(page=NewsPage.objects.get(pk=page.pk), author=editor)
    assert boss.inbox.filter(kind="page.waiting").count() == 2


def test_wagtail_sends_no_mail_of_its_own(haean, manager_of, editor_of, person):
    from django.test import TestCase

    from villages.accounts.models import User

    User.objects.filter(pk=person("Root").pk).update(is_superuser=True)
    boss, editor = manager_of(haean), editor_of(haean)
    with TestCase.captureOnCommitCallbacks(execute=False):
        page = waiting(haean, editor)
        posting.approve(page=page, acting_user=boss)
        other = waiting(haean, editor)
        posting.return_page(page=other, acting_user=boss, reason="No")
    assert mail.outbox == []
