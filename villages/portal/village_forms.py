"""Forms of a village: make one from a pattern, take answers, keep them no longer than said."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.core.limits import check_rate, client_key
from villages.core.sheets import as_csv
from villages.notifications import services as notifications
from villages.portal import bookings, phone_fields
from villages.portal.choices import FieldKind, FormPattern, Role, VillageStatus
from villages.portal.models import FormField, FormPage, Membership, Village, VillageSubmission
from villages.portal.models.forms import CONSENT, TRAP

TRIES, WINDOW = 10, 3600  # per person and hour
SAME_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Pattern:
    """A form ready to be used: its address, words and fields (label, kind, choices)."""

    slug: str
    title: str
    introduction: str
    fields: tuple[tuple[str, str, str], ...]


def pattern(kind: str) -> Pattern:
    """The pattern of this kind, in the language of whoever makes the form."""
    person = (
        (_("Your name"), FieldKind.SINGLELINE, ""),
        (_("Phone number"), FieldKind.SINGLELINE, ""),
    )
    if kind == FormPattern.VOLUNTEERS:
        return Pattern(
            "volunteers",
            _("Lend a hand in the village"),
            _("We call you back and tell you when and where your help is needed."),
            (
                *person,
                (
                    _("What would you like to help with?"),
                    FieldKind.RADIO,
                    "\n".join((_("Harvest"), _("Festival"), _("Classes"), _("Whatever is needed"))),
                ),
                (_("From which day could you come?"), FieldKind.DATE, ""),
            ),
        )
    return Pattern(
        bookings.BOOKING,
        _("Book the village centre"),
        _("We call you back to say whether the room is free. Only then is it yours."),
        (
            *person,
            (_("Which day?"), FieldKind.DATE, ""),
            (
                _("What time of the day?"),
                FieldKind.RADIO,
                "\n".join((_("Morning"), _("Afternoon"), _("Evening"))),
            ),
            (_("How many people will come?"), FieldKind.NUMBER, ""),
            (_("What is it for?"), FieldKind.MULTILINE, ""),
        ),
    )


@transaction.atomic
def make_form(*, village: Village, kind: str, acting_user) -> FormPage:
    """Put a ready form on the portal in every language; one that stands is returned as it is.

    The village's row is written first, so that the second tap waits and finds the first.
    """
    ready = pattern(kind)
    Village.objects.hold(village)
    below = FormPage.objects.filter(path__startswith=village.page.path)
    standing = below.filter(slug=ready.slug).first()
    if standing is not None:
        return standing
    page = _put_up(village, ready, acting_user)
    for language, _name in settings.LANGUAGES:
        if language != page.content_language:
            with translation.override(language):
                _put_up(village, pattern(kind), acting_user, original=page)
    activity.record("form.made", village=village, actor=acting_user, ref=page.pk)
    page.refresh_from_db()
    return page


def _put_up(village: Village, ready: Pattern, acting_user, original=None) -> FormPage:
    """One language version of a ready form, in the language that is active."""
    language = (get_language() or "ko")[:2]
    page = FormPage(
        title=ready.title,
        slug=f"{ready.slug}-{language}" if original else ready.slug,
        original=original,
        introduction=ready.introduction,
        consent=_(
            "I agree that the village uses my answers for this purpose only. "
            "They are deleted after 180 days."
        ),
        thanks=_("We have your answers and call you back."),
        content_language=language,
        owner=acting_user,
        live=False,
    )
    page.form_fields = [
        FormField(label=label, field_type=field_kind, choices=choices, sort_order=order)
        for order, (label, field_kind, choices) in enumerate(ready.fields)
    ]
    village.page.add_child(instance=page)
    page.save_revision(user=acting_user).publish(user=acting_user)
    return page


def take(*, page: FormPage, form, request) -> bool:
    """Keep what was sent, if it is good; True where the thanks are to be shown.

    What a machine sends (it fills the trap) is thanked for and not kept.
    """
    village = page.village
    form.fields[CONSENT].error_messages["required"] = _("Tick this if you agree.")
    is_good = form.is_valid()
    if page.is_shut or village.status == VillageStatus.ARCHIVED:
        form.add_error(None, _("This form is closed."))
        return False
    if is_good:
        phone_fields.check(page, form)
    if is_good and bookings.is_booking(page):
        bookings.check(page, form)
    if form.errors:
        return False
    if form.cleaned_data[TRAP]:
        return True
    try:
        check_rate(f"form:{page.pk}:{client_key(request)}", limit=TRIES, seconds=WINDOW)
    except DomainError as problem:
        form.add_error(None, problem.message)
        return False
    _keep(page, village, form.cleaned_data)
    return True


@transaction.atomic
def _keep(page: FormPage, village: Village, data: dict) -> None:
    """Store the answers and tell the managers; the same answers soon after are a second tap.

    Answers in any language stand with the form's first version. The village's row is
    written first, so that the second tap waits and finds the first.
    """
    answers = {name: value for name, value in data.items() if name not in (CONSENT, TRAP)}
    if page.original:
        page, answers = page.original, _as_first_asks(page, answers)
    Village.objects.hold(village)
    lately = VillageSubmission.objects.filter(
        page=page, submit_time__gt=timezone.now() - SAME_WITHIN
    )
    stored = json.loads(json.dumps(answers, cls=DjangoJSONEncoder))
    if stored in lately.values_list("form_data", flat=True):
        return
    sent = VillageSubmission.objects.create(page=page, form_data=answers)
    activity.record("form.sent", village=village, ref=sent.pk)
    hats = Membership.objects.current().filter(village=village, role=Role.MANAGER)
    for hat in hats.select_related("user"):
        notifications.notify(
            user=hat.user,
            kind="form.sent",
            village=village,
            url=f"/office/{village.slug}/forms/{page.pk}/",
            params={"title": page.title},
            dedupe_key=f"form.sent:{sent.pk}",
        )


def _as_first_asks(version: FormPage, answers: dict) -> dict:
    """Answers to a version, under the names and in the choices of the first one.

    Where the two ask for different kinds of things, they stay as they were said.
    """
    mine = list(version.form_fields.all())
    first = list(version.original.form_fields.all())
    if [field.field_type for field in mine] != [field.field_type for field in first]:
        return answers
    return {
        theirs.clean_name: _same_choice(answers.get(ours.clean_name), ours, theirs)
        for ours, theirs in zip(mine, first, strict=True)
    }


def _same_choice(value, ours: FormField, theirs: FormField):
    """A chosen answer as the other field offers it; any other answer as it is."""
    if isinstance(value, list):
        return [_same_choice(one, ours, theirs) for one in value]
    offered, others = _choices_of(ours), _choices_of(theirs)
    if value in offered and len(offered) == len(others):
        return others[offered.index(value)]
    return value


def _choices_of(field: FormField) -> list[str]:
    mark = "\n" if "\n" in field.choices else ","
    return [choice.strip() for choice in field.choices.split(mark) if choice.strip()]


def forms_of(village: Village):
    """The village's forms with how many answers there are and wait; one query.

    Language versions of one form are one.
    """
    return (
        FormPage.objects.filter(path__startswith=village.page.path, original__isnull=True)
        .annotate(
            sent_count=Count("villagesubmission"),
            waiting_count=Count(
                "villagesubmission", filter=Q(villagesubmission__done_at__isnull=True)
            ),
        )
        .order_by("title")
    )


def answers_of(page: FormPage, submissions) -> list[tuple[VillageSubmission, list[tuple]]]:
    """Each submission with its answers as pairs of label and words, in the form's order.

    An answer to a field that the form has no longer stands under its old name.
    """
    labels = {field.clean_name: field.label for field in page.form_fields.all()}
    found = []
    for one in submissions:
        names = [name for name in labels if name in one.form_data]
        names += [name for name in one.form_data if name not in labels]
        found.append((one, [(labels.get(n, n), _words(one.form_data[n])) for n in names]))
    return found


def _words(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


@transaction.atomic
def as_table(*, page: FormPage, village: Village, acting_user) -> bytes:
    """All answers of a form as CSV, safe in a spreadsheet; logs who took it."""
    rows = answers_of(page, VillageSubmission.objects.filter(page=page))
    head = list(dict.fromkeys(label for _one, pairs in rows for label, _words in pairs))
    body = []
    for one, pairs in rows:
        said = dict(pairs)
        at = timezone.localtime(one.submit_time).strftime("%Y-%m-%d %H:%M")
        body.append([at, *(said.get(label, "") for label in head)])
    activity.record("form.exported", village=village, actor=acting_user, ref=page.pk)
    return as_csv([_("Sent at"), *head], body)


def deal_with(*, submission: VillageSubmission) -> None:
    """Mark as dealt with; a second time changes nothing."""
    VillageSubmission.objects.filter(pk=submission.pk, done_at__isnull=True).update(
        done_at=timezone.now()
    )


@transaction.atomic
def delete(*, submission: VillageSubmission, village: Village, acting_user) -> None:
    """Delete one answer for good; the log knows that, not what it said."""
    activity.record("form.deleted", village=village, actor=acting_user, ref=submission.pk)
    submission.delete()


def forget_old() -> int:
    """Delete answers older than their form promises; how many. Runs daily."""
    gone = 0
    for page in FormPage.objects.only("pk", "keep_days"):
        limit = timezone.now() - timedelta(days=page.keep_days)
        gone += VillageSubmission.objects.filter(page=page, submit_time__lt=limit).delete()[0]
    return gone
