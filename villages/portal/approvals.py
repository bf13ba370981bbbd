"""Tell people what happens to a text that waits: to the approvers, then to its writers.

Called from the workflow's own signals, so the page editor and the phone say the same, once.
"""

from wagtail.models import TaskState, WorkflowState

from villages.activity import services as activity
from villages.notifications import services as notifications
from villages.portal.choices import APPROVER_ROLES
from villages.portal.models import Membership, Village
from villages.portal.tenancy import village_of


def sent(state: TaskState, *, user) -> None:
    """A page was sent for approval: everybody who approves there hears of it, but the sender."""
    page = state.workflow_state.content_object
    village = village_of(page)
    if village is None:
        return
    activity.record("page.sent", village=village, actor=user, ref=page.pk)
    for approver in _approvers(village, but=user):
        notifications.notify(
            user=approver,
            kind="page.waiting",
            village=village,
            url=f"/office/{village.slug}/approvals/{page.pk}/",
            params={
                "title": page.draft_title or page.title,
                "village": village.name_ko,
                "author": user.name if user else "",
            },
            dedupe_key=f"page.waiting:{state.revision_id}:{state.pk}",
        )


def decided(state: WorkflowState, *, user, kind: str) -> None:
    """A page was approved or returned (`page.approved`, `page.returned`): its writers hear."""
    page = state.content_object
    village = village_of(page)
    if village is None:
        return
    task_state = state.current_task_state
    comment = task_state.comment.strip()
    data = {"reason": comment[:300]} if kind == "page.returned" else {}
    activity.record(kind, village=village, actor=user, ref=page.pk, data=data)
    for writer in {state.requested_by, task_state.revision.user} - {None, user}:
        notifications.notify(
            user=writer,
            kind=kind,
            village=village,
            url=_address(village, page),
            params={
                "title": page.draft_title or page.title,
                "village": village.name_ko,
                "reason": comment[:200],
            },
            dedupe_key=f"{kind}:{task_state.pk}",
        )


def _address(village: Village, page) -> str:
    """Where a writer goes on: the office knows what the phone writes, not the other pages."""
    if hasattr(page.specific, "on_behalf_of"):
        return f"/office/{village.slug}/pages/{page.pk}/"
    return f"/cms/pages/{page.pk}/edit/"


def _approvers(village: Village, *, but) -> list:
    hats = Membership.objects.current().filter(village=village, role__in=APPROVER_ROLES)
    if but is not None:
        hats = hats.exclude(user=but)
    return list({hat.user_id: hat.user for hat in hats.select_related("user")}.values())
