"""Report a thing; decide about it with a reason."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.core.errors import Conflict, DomainError
from villages.moderation.kinds import moderated
from villages.moderation.models import Decision, QueueItem, QueueState, Report


@transaction.atomic
def report(*, kind: str, ref: object, village, reporter, reason: str, note: str = "") -> Report:
    """Put a thing into the queue of its village; a second report by the same person
    changes nothing. A thing kept before is opened again by a new reporter."""
    item, _new = QueueItem.objects.get_or_create(
        kind=kind, ref=str(ref), defaults={"village": village}
    )
    filed, new = Report.objects.get_or_create(
        item=item, reporter=reporter, defaults={"reason": reason, "note": note[:300]}
    )
    if new:
        QueueItem.objects.filter(pk=item.pk, state=QueueState.KEPT).update(state=QueueState.OPEN)
        activity.record("report.filed", village=village, actor=reporter, ref=f"{kind}:{ref}")
    return filed


@transaction.atomic
def decide(*, item: QueueItem, state: str, reason: str, version: int, acting_user) -> Decision:
    """Hide or keep a reported thing, once.

    Raises `Conflict` where somebody decided since the page was read, `DomainError`
    where no reason is given.
    """
    reason = reason.strip()
    if not reason:
        raise DomainError(_("Write a reason: the author reads it."), "reason_missing")
    changed = QueueItem.objects.filter(pk=item.pk, version=version).update(
        state=state, version=F("version") + 1, decided_at=timezone.now()
    )
    if not changed:
        raise Conflict(_("Somebody else has decided this already."))
    kind = moderated(item.kind)
    if state == QueueState.HIDDEN:
        kind.hide(item.ref, reason, acting_user)
    else:
        kind.restore(item.ref, acting_user)
    activity.record(
        f"report.{state}", village=item.village, actor=acting_user, ref=f"{item.kind}:{item.ref}"
    )
    return Decision.objects.create(
        item=item, moderator=acting_user, state=state, reason=reason[:300]
    )
