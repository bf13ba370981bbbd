"""The portal's own tables for the export of a village: what its office keeps.

As the office's desks show them: who asked for a document stands there, who asked about
the fund never does.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from villages.core.sheets import as_csv
from villages.portal.models import (
    CircularReceipt,
    CommitteeMinutes,
    DisclosureRequest,
    FormPage,
    FundLine,
    FundQuestion,
    PartnerBody,
    ShelfDocument,
    SisterVillage,
    Village,
    VillageSubmission,
)
from villages.portal.village_forms import answers_of

Table = Iterator[tuple[str, bytes]]


def _at(when: date | None) -> str:
    """To the minute on the Seoul clock; a day as a day."""
    if isinstance(when, datetime):
        return timezone.localtime(when).strftime("%Y-%m-%d %H:%M")
    return when.isoformat() if when else ""


def _name(user) -> str:
    return user.name if user else ""


def forms(village: Village) -> Table:
    """The answers to each form, in a table of its own."""
    pages = FormPage.objects.filter(path__startswith=village.page.path).order_by("path")
    for page in pages.prefetch_related("form_fields"):
        rows = answers_of(page, VillageSubmission.objects.filter(page=page))
        if page.original_id and not rows:
            continue  # answers to a language version stand with the first one
        labels = list(dict.fromkeys(label for _one, pairs in rows for label, _said in pairs))
        body = []
        for one, pairs in rows:
            said = dict(pairs)
            answers = [said.get(label, "") for label in labels]
            body.append([_at(one.submit_time), _at(one.done_at), *answers])
        name = f"forms/{page.pk}-{slugify(page.title, allow_unicode=True)[:60] or 'form'}.csv"
        yield name, as_csv([_("Sent at"), _("Dealt with on"), *labels], body)


def documents(village: Village) -> Table:
    """The shelf, and what was asked for."""
    shelf = ShelfDocument.objects.filter(village=village).select_related(
        "file", "file_en", "put_by"
    )
    yield (
        "shelf/documents.csv",
        as_csv(
            [_("Title"), _("Date"), _("Kind"), _("Put there by"), _("File"),
             _("Title in English"), _("File in English")],
            [
                [one.title, _at(one.on), one.get_kind_display(), _name(one.put_by),
                 f"documents/{one.file_id}-{one.file.filename}", one.title_en,
                 f"documents/{one.file_en_id}-{one.file_en.filename}" if one.file_en else ""]
                for one in shelf
            ],
        ),
    )  # fmt: skip
    asked = DisclosureRequest.objects.filter(village=village)
    asked = asked.select_related("asker", "answered_by", "document")
    yield (
        "shelf/requests.csv",
        as_csv(
            [_("Asked on"), _("Who asked"), _("Everybody sees"), _("Request"), _("Due by"),
             _("Extended because"), _("State"), _("Answer"), _("Document"), _("Answered by"),
             _("Answered on")],
            [
                [_at(one.at), _name(one.asker), one.get_shown_display(), one.text,
                 _at(one.due_on), one.extension_reason, one.get_state_display(), one.answer,
                 one.document.title if one.document else "", _name(one.answered_by),
                 _at(one.answered_at)]
                for one in asked
            ],
        ),
    )  # fmt: skip


def ties(village: Village) -> Table:
    """Sister villages and partners."""
    sisters = SisterVillage.objects.filter(village=village).select_related("sister")
    rows = [
        [_("Sister village"), one.sister.name_ko, one.since, one.together, "",
         one.sister.name_en, one.together_en]
        for one in sisters
    ]  # fmt: skip
    rows += [
        [
            one.get_kind_display(),
            one.name,
            one.since,
            one.together,
            one.website,
            one.name_en,
            one.together_en,
        ]
        for one in PartnerBody.objects.filter(village=village)
    ]
    head = [
        _("Kind"), _("Name"), _("Since which year"), _("What is done together"), _("Website"),
        _("Name in English"), _("The same in English"),
    ]  # fmt: skip
    yield "ties/ties.csv", as_csv(head, rows)


def circulars(village: Village) -> Table:
    """The letters, and who has read them."""
    letters = village.circulars.select_related("sent_by")
    yield (
        "circulars/circulars.csv",
        as_csv(
            [_("Sent at"), _("Sent by"), _("Title"), _("Text"), _("Reminded at"),
             _("Title in English"), _("Text in English")],
            [[_at(one.sent_at), _name(one.sent_by), one.title, one.text, _at(one.reminded_at),
              one.title_en, one.text_en]
             for one in letters],
        ),
    )  # fmt: skip
    receipts = CircularReceipt.objects.filter(circular__village=village)
    receipts = receipts.select_related("circular", "user").order_by("-circular__sent_at", "pk")
    yield (
        "circulars/readers.csv",
        as_csv(
            [_("Title"), _("Sent at"), _("Name"), _("Read at")],
            [[one.circular.title, _at(one.circular.sent_at), one.user.name, _at(one.read_at)]
             for one in receipts],
        ),
    )  # fmt: skip


def minutes(village: Village) -> Table:
    """What the committee's meetings decided."""
    held = CommitteeMinutes.objects.filter(page__path__startswith=village.page.path)
    yield (
        "committee/minutes.csv",
        as_csv(
            [_("Meeting of"), _("Title"), _("What was decided"), _("Language")],
            [
                [_at(one.held_on), one.title, one.body, one.page.content_language]
                for one in held.select_related("page").order_by("-held_on", "pk")
            ],
        ),
    )


def fund(village: Village) -> Table:
    """The book of the common fund, in whole won, and the questions with their answers."""
    lines = FundLine.objects.filter(village=village).order_by("number")
    lines = lines.select_related("entered_by", "takes_back", "receipt")
    yield (
        "fund/book.csv",
        as_csv(
            [_("Line number"), _("Day"), _("What for"), _("Received (won)"), _("Spent (won)"),
             _("Balance (won)"), _("Takes back number"), _("Receipt"), _("Entered by"),
             _("Entered at")],
            [
                [one.number, _at(one.on), one.text, one.received, one.spent, one.balance,
                 one.takes_back.number if one.takes_back else "",
                 f"documents/{one.receipt_id}-{one.receipt.filename}" if one.receipt else "",
                 _name(one.entered_by), _at(one.entered_at)]
                for one in lines
            ],
        ),
    )  # fmt: skip
    asked = FundQuestion.objects.filter(line__village=village).select_related("line", "answered_by")
    yield (
        "fund/questions.csv",
        as_csv(
            [_("Line number"), _("What was asked"), _("Asked on"), _("Answer"), _("Answered by"),
             _("Answered on")],
            [
                [one.line.number, one.text, _at(one.at), one.answer, _name(one.answered_by),
                 _at(one.answered_at)]
                for one in asked
            ],
        ),
    )  # fmt: skip


def register() -> None:
    """Put the tables into every export."""
    from django.utils.translation import gettext_lazy as lazy

    from villages.portal.export import register_part

    register_part(lazy("Answers to forms"), forms)
    register_part(lazy("Documents and requests"), documents)
    register_part(lazy("Ties"), ties)
    register_part(lazy("Circulars"), circulars)
    register_part(lazy("Minutes"), minutes)
    register_part(lazy("Common fund"), fund)
