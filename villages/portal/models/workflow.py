"""One approval task for all villages; the approvers follow from the page's village."""

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page, Revision, Task, TaskState

from villages.portal.choices import APPROVER_ROLES, Role
from villages.portal.tenancy import village_of


class VillageApprovalTask(Task):
    """Approval by the village's manager or committee, never of one's own text.

    Every method looks at the object's own village, so a manager of one village
    never sees, edits or decides a page of another.
    """

    class Meta:
        verbose_name = _("village approval")

    def approves(self, obj, user) -> bool:
        """Whether this person approves in the page's village."""
        from villages.portal.models import Membership

        village = village_of(obj)
        if village is None or not user.is_authenticated:
            return False
        if user.is_superuser:
            return True
        return (
            Membership.objects.current().of(user, village).filter(role__in=APPROVER_ROLES).exists()
        )

    def is_own(self, obj, user) -> bool:
        """Whether the person sent the page, or wrote any of what is not on the portal yet."""
        since = Page.objects.values_list("last_published_at", flat=True).get(pk=obj.pk)
        written = Revision.page_revisions.filter(object_id=str(obj.pk), user_id=user.pk)
        if since is not None:
            written = written.filter(created_at__gt=since)
        state = obj.current_workflow_state
        return (state is not None and state.requested_by_id == user.pk) or written.exists()

    def user_can_access_editor(self, obj, user) -> bool:
        """Managers open the text in the editor; the committee reads it in the office."""
        from villages.portal.models import Membership

        village = village_of(obj)
        return village is not None and (
            user.is_superuser
            or Membership.objects.current().of(user, village).filter(role=Role.MANAGER).exists()
        )

    def locked_for_user(self, obj, user) -> bool:
        """Nobody but the manager edits a page that waits: the committee reads and decides."""
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj, user) -> bool:
        """Approvers may hold a page while they decide."""
        return self.approves(obj, user)

    def user_can_unlock(self, obj, user) -> bool:
        """Approvers may let it go again."""
        return self.approves(obj, user)

    def get_actions(self, obj, user) -> list:
        """Approve or return, each with a word of reason.

        What shows a picture without its people's consent, or a first photo without words,
        can only be returned.
        """
        from villages.portal import consent, photo_words

        if not self.approves(obj, user) or self.is_own(obj, user):
            return []
        returning = ("reject", _("Return with a reason"), True)
        newest = obj.get_latest_revision_as_object()
        if not user.is_staff and (photo_words.is_unsaid(newest) or consent.unagreed(newest)):
            return [returning]
        return [
            returning,
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Only pages of villages where this person approves."""
        from villages.portal.models import Membership

        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return states
        paths = (
            Membership.objects.current()
            .filter(user=user, role__in=APPROVER_ROLES)
            .values_list("village__page__path", flat=True)
        )
        inside = Q(pk__in=[])
        for path in paths:
            inside |= Q(path__startswith=path)
        pages = Page.objects.filter(inside).annotate(key=Cast("pk", CharField()))
        return states.filter(
            workflow_state__object_id__in=pages.values("key"),
            workflow_state__base_content_type__model="page",
        )

    @classmethod
    def get_description(cls):
        """Shown where Wagtail lists tasks."""
        return _("The manager or the committee of the page's own village approves it")
