"""The shelf of documents: put one on it, ask for one, answer within the law's time.

The clock is that of the Official Information Disclosure Act: the decision within ten days
(Article 11 (1)), extended once by ten days at most with a reason told at once (Article
11 (2)); Saturdays and public holidays do not count and the first day does (Article 29).
"""

from datetime import date

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from media.errors import UploadRefused
from media.services import store_document
from villages.activity import services as activity
from villages.notifications import services as notifications
from villages.portal.choices import (
    APPROVER_ROLES,
    DisclosureState,
    DocumentKind,
    VillageStatus,
)
from villages.portal.errors import ShelfRefused
from villages.portal.models import (
    DisclosureRequest,
    DocumentShelfPage,
    Membership,
    OneYearHoliday,
    ShelfDocument,
    Village,
)
from villages.portal.people import officers_of
from villages.portal.workdays import last_day

ANSWER_DAYS = 10  # working days, Article 11 (1)
EXTRA_DAYS = 10  # working days more, once, Article 11 (2)
HURRY_DAYS = 3  # working days: from here on the desk calls it urgent
OPEN_A_PERSON = 5
DOCUMENTS_A_PAGE, REQUESTS_SHOWN, REQUESTS_OF_MINE = 20, 20, 5


def open_shelf(village: Village) -> DocumentShelfPage:
    """The village's shelf; made where an older village has none."""
    shelf = DocumentShelfPage.objects.filter(path__startswith=village.page.path).first()
    if shelf is None:
        page = DocumentShelfPage(title="Documents", title_ko="문서함", slug="documents", live=True)
        if village.page.get_children().filter(slug=page.slug).exists():
            page.slug = "document-shelf"
        shelf = village.page.add_child(instance=page)
    return shelf


def open_missing() -> int:
    """Give every village that has none its shelf; how many were made. Runs daily."""
    length = DocumentShelfPage.steplen * 5
    known = {p[:length] for p in DocumentShelfPage.objects.values_list("path", flat=True)}
    made = 0
    for village in Village.objects.filter(page__isnull=False).select_related("page"):
        if village.page.path not in known:
            with transaction.atomic():
                open_shelf(village)
            made += 1
    return made


@transaction.atomic
def put_document(
    *,
    village: Village,
    title: str,
    on: date,
    kind: str,
    upload,
    acting_user,
    title_en: str = "",
    upload_en=None,
) -> ShelfDocument:
    """Put a document on the shelf for everybody, perhaps with the same in English.

    Raises `ShelfRefused` for a bad file; nothing is kept then.
    """
    if on > timezone.localdate():
        raise ShelfRefused(_("The day lies in the future."), "day_in_future")
    stored = _store(village, title, upload, acting_user)
    english = _store(village, title_en or title, upload_en, acting_user) if upload_en else None
    document = ShelfDocument.objects.create(
        village=village,
        title=title,
        title_en=title_en,
        on=on,
        kind=kind,
        file=stored,
        file_en=english,
        put_by=acting_user,
    )
    activity.record("shelf.put", village=village, actor=acting_user, ref=document.pk)
    return document


def _store(village: Village, title: str, upload, acting_user):
    try:
        return store_document(
            upload=upload,
            collection=village.collection,
            title=title,
            uploaded_by=acting_user,
            or_photo=True,
        )
    except UploadRefused as refusal:
        raise ShelfRefused(refusal.message) from refusal


@transaction.atomic
def say_in_english(
    document: ShelfDocument,
    *,
    acting_user,
    title_en: str,
    upload_en=None,
    drop_file: bool = False,
) -> None:
    """Give a document of the shelf another English title, and perhaps another English file.

    Without `upload_en` the file stays, or goes with `drop_file`; the one that was there is
    deleted. Raises `ShelfRefused` for a bad file, and for a document that was taken down.
    """
    # The row is written first: of two at once the second sees the file of the first.
    if not ShelfDocument.objects.filter(pk=document.pk).update(title_en=title_en.strip()):
        raise ShelfRefused(_("This document does not stand on the shelf any more."))
    paper = ShelfDocument.objects.select_related("village__collection", "file_en").get(
        pk=document.pk
    )
    old = paper.file_en
    if upload_en:
        title = paper.title_en or paper.title
        paper.file_en = _store(paper.village, title, upload_en, acting_user)
    elif drop_file:
        paper.file_en = None
    paper.save(update_fields=["file_en"])
    if old and old != paper.file_en:
        old.delete()
    activity.record("shelf.english", village=paper.village, actor=acting_user, ref=paper.pk)


@transaction.atomic
def take_down(*, document: ShelfDocument, acting_user) -> None:
    """Take a document off the shelf with its files; the log keeps its title."""
    activity.record(
        "shelf.taken",
        village=document.village,
        actor=acting_user,
        ref=document.pk,
        data={"title": document.title},
    )
    stored = [file for file in (document.file, document.file_en) if file]
    document.delete()
    for file in stored:
        file.delete()


@transaction.atomic
def ask(*, village: Village, user, text: str, shown: str) -> DisclosureRequest:
    """Ask for a document; manager and committee are told. Raises `ShelfRefused`.

    A resting village is asked nothing: its office cannot answer while the clock runs.

    The village's row is written first, so that two taps come one by one.
    """
    text = text.strip()
    if not text:
        raise ShelfRefused(_("Write which document you would like to see."))
    Village.objects.hold(village)
    if Village.objects.filter(pk=village.pk, status=VillageStatus.ARCHIVED).exists():
        raise ShelfRefused(_("This village rests. Only reading is possible."))
    mine = DisclosureRequest.objects.filter(
        village=village, asker=user, state=DisclosureState.OPEN
    ).values_list("text", flat=True)
    if text in mine:
        raise ShelfRefused(_("You have asked for this already. The answer is on its way."))
    if len(mine) >= OPEN_A_PERSON:
        raise ShelfRefused(_("You have several open requests. Please wait for the answers."))
    request = DisclosureRequest.objects.create(
        village=village,
        asker=user,
        text=text,
        shown=shown,
        due_on=last_day(timezone.localdate(), ANSWER_DAYS, days_off()),
    )
    # The log knows that somebody asked, not who.
    activity.record("shelf.asked", village=village, ref=request.pk)
    hats = Membership.objects.current().filter(village=village, role__in=APPROVER_ROLES)
    for person in {hat.user for hat in hats.select_related("user")} - {user}:
        notifications.notify(
            user=person,
            kind="shelf.asked",
            village=village,
            url=f"/office/{village.slug}/documents/requests/{request.pk}/",
            params={"day": request.due_on.isoformat()},
            dedupe_key=f"shelf.asked:{request.pk}",
        )
    return request


@transaction.atomic
def extend(*, request: DisclosureRequest, reason: str, acting_user) -> None:
    """Take ten working days more, once, while the first have not run out.

    The asker is told why (Article 11 (2)). Raises `ShelfRefused`.
    """
    if not reason.strip():
        raise ShelfRefused(_("Write why it takes longer."))
    if request.is_overdue:
        raise ShelfRefused(_("The last day has passed. Please answer now."))
    later = last_day(request.due_on, EXTRA_DAYS + 1, days_off())
    changed = DisclosureRequest.objects.filter(
        pk=request.pk, state=DisclosureState.OPEN, extended_at__isnull=True
    ).update(due_on=later, extended_at=timezone.now(), extension_reason=reason.strip())
    if not changed:
        raise ShelfRefused(_("The time can be extended only once."))
    activity.record("shelf.extended", village=request.village, actor=acting_user, ref=request.pk)
    _tell_asker(request, "shelf.extended", {"day": later.isoformat()})


@transaction.atomic
def answer(
    *, request: DisclosureRequest, state: str, text: str, acting_user, upload=None, title: str = ""
) -> None:
    """Give the document, give it in part, or refuse; once. Raises `ShelfRefused`.

    What is given goes onto the shelf for everybody. A refusal, and what is left out of a
    document, needs its reason in words.
    """
    text = text.strip()
    if state not in (DisclosureState.GIVEN, DisclosureState.PARTLY, DisclosureState.REFUSED):
        raise ShelfRefused(_("Choose an answer."))
    if not text and state != DisclosureState.GIVEN:
        raise ShelfRefused(_("Write the reason. The person has a right to know it."))
    if not text and not upload:
        raise ShelfRefused(_("Add the file, or write where the document can be read."))
    if upload and state == DisclosureState.REFUSED:
        raise ShelfRefused(_("You refuse and add a file. Choose one of both."))
    # The state is written first: of two answers at once, one stores no file.
    waiting = DisclosureRequest.objects.filter(pk=request.pk, state=DisclosureState.OPEN)
    changed = waiting.update(
        state=state, answer=text, answered_by=acting_user, answered_at=timezone.now()
    )
    if not changed:
        raise ShelfRefused(_("Somebody has answered this already."))
    if upload:
        document = put_document(
            village=request.village,
            title=(title.strip() or request.text)[:140],
            on=timezone.localdate(),
            kind=DocumentKind.OTHER,
            upload=upload,
            acting_user=acting_user,
        )
        DisclosureRequest.objects.filter(pk=request.pk).update(document=document)
    activity.record("shelf.answered", village=request.village, actor=acting_user, ref=request.pk)
    _tell_asker(request, "shelf.answered", {})


def _tell_asker(request: DisclosureRequest, kind: str, params: dict) -> None:
    if request.asker is None:
        return
    village = request.village
    notifications.notify(
        user=request.asker,
        kind=kind,
        village=village,
        url=f"/villages/{village.slug}/disclosure/{request.pk}/",
        params={"village": village.name_ko, **params},
        dedupe_key=f"{kind}:{request.pk}",
    )


def days_off() -> frozenset[date]:
    """The holidays of one year only; one query."""
    return frozenset(OneYearHoliday.objects.values_list("on", flat=True))


def with_clock(requests) -> list[DisclosureRequest]:
    """The requests, ready to say how many working days are left; one query more."""
    found = list(requests)
    off = days_off() if any(request.is_open for request in found) else frozenset()
    for request in found:
        request.days_off = off
    return found


@transaction.atomic
def set_clocks() -> list[DisclosureRequest]:
    """Reckon the last day of every open request anew; returns those that changed.

    A last day that comes earlier never lies before today: nobody is late by a decision of
    the platform. Two at once write the same day.
    """
    off, today, changed = days_off(), timezone.localdate(), []
    for request in DisclosureRequest.objects.filter(state=DisclosureState.OPEN).select_related(
        "village"
    ):
        due = last_day(timezone.localdate(request.at), ANSWER_DAYS, off)
        if request.extended_at:
            due = last_day(due, EXTRA_DAYS + 1, off)
        if due < request.due_on:
            due = max(due, min(request.due_on, today))
        if due != request.due_on:
            DisclosureRequest.objects.filter(pk=request.pk, state=DisclosureState.OPEN).update(
                due_on=due
            )
            request.due_on = due
            changed.append(request)
    return changed


def open_requests(village: Village):
    """Requests that wait for an answer, the most urgent first."""
    return DisclosureRequest.objects.filter(village=village, state=DisclosureState.OPEN).order_by(
        "due_on", "pk"
    )


def shelf_listing(village: Village, request: HttpRequest) -> dict:
    """One page of the documents, of one kind where `kind` is asked for, and the requests."""
    kind = request.GET.get("kind", "")
    documents = ShelfDocument.objects.filter(village=village).select_related("file", "file_en")
    if kind in DocumentKind.values:
        documents = documents.filter(kind=kind)
    listing = Paginator(documents, DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    for document in listing:
        document.village = village
    asked = DisclosureRequest.objects.filter(village=village).select_related(
        "asker", "document__file", "document__file_en"
    )
    requests = with_clock(asked[:REQUESTS_SHOWN])
    for one in requests:
        one.is_mine = request.user.is_authenticated and one.asker_id == request.user.pk
        if one.document:
            one.document.village = village
    return {
        "village": village,
        "listing": listing,
        "kind": kind,
        "kinds": DocumentKind.choices,
        "requests": requests,
    }


def my_requests(user) -> dict | None:
    """What this person has asked for, hidden or not, the open ones first; on `/me/`."""
    asked = DisclosureRequest.objects.filter(asker=user).select_related("village")
    waits = Case(When(state=DisclosureState.OPEN, then=0), default=1)
    lines = with_clock(asked.order_by(waits, "-at")[:REQUESTS_OF_MINE])
    return {"lines": lines} if lines else None


def escalate() -> int:
    """Tell the region's officers of requests past their last day; how many lines were sent."""
    late = DisclosureRequest.objects.filter(
        state=DisclosureState.OPEN, due_on__lt=timezone.localdate()
    ).select_related("village__region")
    told = 0
    for request in late:
        village = request.village
        for officer in officers_of(village.region):
            line = notifications.notify(
                user=officer,
                kind="shelf.overdue",
                village=village,
                url=f"/villages/{village.slug}/documents/#asked-{request.pk}",
                params={"village": village.name_ko},
                # Said again when an extended time has run out too.
                dedupe_key=f"shelf.overdue:{request.pk}:{request.due_on}",
            )
            told += line is not None
    return told


def nightly() -> None:
    """Shelves for villages that have none, and word of what is overdue."""
    open_missing()
    escalate()
