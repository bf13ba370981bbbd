"""The common fund's book: enter, take back, ask, answer."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from media.errors import UploadRefused
from media.services import store_document
from villages.activity import services as activity
from villages.notifications import services as notifications
from villages.portal.choices import APPROVER_ROLES, VillageStatus
from villages.portal.errors import FundRefused
from villages.portal.models import FundLine, FundQuestion, Membership, Village
from villages.portal.people import officers_of

LARGEST = 100_000_000_000  # won; more is a slip of the finger
ANSWER_WITHIN = timedelta(days=7)
ESCALATE_AFTER = timedelta(days=14)


@transaction.atomic
def enter_line(
    *,
    village: Village,
    on: date,
    text: str,
    amount: int,
    acting_user,
    upload=None,
    takes_back=None,
    at: datetime | None = None,
) -> FundLine:
    """Write one line at the end of the book; `amount` is whole won, negative for spending.

    The village's row is written first, so that two at once get two numbers and the balance
    adds up; `at` is when it was entered, now by default. `upload` is the receipt, a paper or a
    photo of one, which everybody may fetch. Raises `FundRefused` for nothing, for too much, for
    a day to come, or for a bad file: then no line is written.
    """
    if not amount or abs(amount) > LARGEST:
        raise FundRefused(_("Write an amount in whole won."))
    if on > timezone.localdate():
        raise FundRefused(_("The day lies in the future."), "day_in_future")
    receipt = _receipt(village, text, upload, acting_user) if upload else None
    Village.objects.hold(village)
    last = FundLine.objects.filter(village=village).order_by("-number").first()
    line = FundLine.objects.create(
        village=village,
        number=last.number + 1 if last else 1,
        on=on,
        text=text,
        amount=amount,
        balance=(last.balance if last else 0) + amount,
        receipt=receipt,
        takes_back=takes_back,
        entered_by=acting_user,
        entered_at=at or timezone.now(),
    )
    activity.record(
        "fund.entered", village=village, actor=acting_user, ref=line.pk, at=line.entered_at
    )
    return line


def _receipt(village: Village, text: str, upload, user):
    """The receipt in the village's own collection, through the gate of all documents."""
    try:
        return store_document(
            upload=upload,
            collection=village.collection,
            title=_("Receipt: %(text)s") % {"text": text},
            uploaded_by=user,
            or_photo=True,
        )
    except UploadRefused as refusal:
        raise FundRefused(refusal.message, "receipt") from refusal


def take_back(*, line: FundLine, reason: str, acting_user) -> FundLine:
    """Set a mistake right by a second line; once a line. Raises `FundRefused`."""
    if not reason.strip():
        raise FundRefused(_("Write what was wrong with the line."))
    if line.takes_back_id:
        raise FundRefused(_("This line takes another back. Enter the right one anew."))
    try:
        return enter_line(
            village=line.village,
            on=timezone.localdate(),
            text=(_("No. %(n)d taken back: ") % {"n": line.number} + reason.strip())[:140],
            amount=-line.amount,
            acting_user=acting_user,
            takes_back=line,
        )
    except IntegrityError as twice:
        raise FundRefused(_("This line is taken back already.")) from twice


@transaction.atomic
def ask(*, line: FundLine, user, text: str) -> FundQuestion:
    """A resident asks about a line; the committee is told. Raises `FundRefused`, in a
    resting village too: its office cannot answer.

    One open question a line and person: a second tap is refused by the database.
    """
    if not text.strip():
        raise FundRefused(_("Write your question."))
    Village.objects.hold(line.village)
    if Village.objects.filter(pk=line.village_id, status=VillageStatus.ARCHIVED).exists():
        raise FundRefused(_("This village rests. Only reading is possible."))
    try:
        with transaction.atomic():
            question = FundQuestion.objects.create(line=line, asker=user, text=text.strip())
    except IntegrityError as twice:
        raise FundRefused(_("You have asked about this line. The answer is on its way.")) from twice
    village = line.village
    # The log knows that somebody asked, not who.
    activity.record("fund.asked", village=village, ref=question.pk)
    hats = Membership.objects.current().filter(village=village, role__in=APPROVER_ROLES)
    for person in {hat.user for hat in hats.select_related("user")} - {user}:
        notifications.notify(
            user=person,
            kind="fund.asked",
            village=village,
            url=f"/office/{village.slug}/fund/",
            params={"n": line.number, "text": line.text},
            dedupe_key=f"fund.asked:{question.pk}",
        )
    return question


@transaction.atomic
def answer(*, question: FundQuestion, text: str, acting_user) -> None:
    """The committee answers, once; everybody reads it. Raises `FundRefused`."""
    if not text.strip():
        raise FundRefused(_("Write the answer."))
    now = timezone.now()
    answered = FundQuestion.objects.filter(pk=question.pk, answered_at__isnull=True).update(
        answer=text.strip(), answered_by=acting_user, answered_at=now
    )
    if not answered:
        raise FundRefused(_("Somebody has answered this already."))
    village = question.line.village
    activity.record("fund.answered", village=village, actor=acting_user, ref=question.pk)
    if question.asker:
        notifications.notify(
            user=question.asker,
            kind="fund.answered",
            village=village,
            url=f"/villages/{village.slug}/fund/#line-{question.line.number}",
            params={"n": question.line.number, "text": question.line.text},
            dedupe_key=f"fund.answered:{question.pk}",
        )


def book_of(village: Village):
    """The lines, the newest first, with their questions: two queries."""
    questions = FundQuestion.objects.select_related("answered_by")
    return (
        FundLine.objects.filter(village=village)
        .select_related("receipt", "taken_back_by", "takes_back")
        .prefetch_related(Prefetch("questions", questions))
    )


def open_questions(village: Village):
    """Questions that wait for an answer, the oldest first."""
    return FundQuestion.objects.filter(
        line__village=village, answered_at__isnull=True
    ).select_related("line")


def escalate() -> int:
    """Tell the region's officers of questions without an answer; how many lines were sent."""
    late = FundQuestion.objects.filter(
        answered_at__isnull=True, at__lt=timezone.now() - ESCALATE_AFTER
    ).select_related("line__village__region")
    told = 0
    for question in late:
        village = question.line.village
        for officer in officers_of(village.region):
            line = notifications.notify(
                user=officer,
                kind="fund.unanswered",
                village=village,
                url=f"/villages/{village.slug}/fund/#line-{question.line.number}",
                params={"village": village.name_ko, "n": question.line.number},
                dedupe_key=f"fund.unanswered:{question.pk}",
            )
            told += line is not None
    return told
