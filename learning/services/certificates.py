"""Issue and revoke certificates."""

import secrets
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from learning import badges
from learning.errors import NoName, NotComplete
from learning.grading import percent_of
from learning.models import Certificate, CoursePage, Enrolment, QuizAttempt
from learning.services.progress import evaluate
from villages.activity import services as activity
from villages.notifications import services as notifications

# Crockford's base 32: no I, L, O, U to be misread. 16 signs are 80 random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS, GROUP = 16, 4
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """80 random bits in groups: `7K4M-2QXP-93CD-0WTF`."""
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(SIGNS))
    return grouped(signs)


def grouped(signs: str) -> str:
    """Signs in groups of four."""
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def normal_code(typed: str) -> str | None:
    """What somebody typed as a code as we write it; None where it cannot be one."""
    signs = "".join(typed.upper().split()).replace("-", "").translate(MISREAD)
    if len(signs) != SIGNS or set(signs) - set(ALPHABET):
        return None
    return grouped(signs)


def issue_certificate(*, enrolment: Enrolment) -> Certificate:
    """The certificate of a finished course; a second call returns the first one.

    Raises `NotComplete` unless `evaluate` says complete, `NoName` for an account
    without a name. Name, titles and village are copied: later renames alter nothing.
    """
    try:
        with transaction.atomic():
            return _issue(enrolment)
    except IntegrityError:
        # Two presses at once: the other one wrote it.
        return Certificate.objects.get(user=enrolment.user, course_key=enrolment.course_key)


def _issue(enrolment: Enrolment) -> Certificate:
    user = enrolment.user
    kept = Certificate.objects.filter(user=user, course_key=enrolment.course_key).first()
    if kept:
        return kept
    if not evaluate(enrolment).is_complete:
        raise NotComplete(_("The course is not finished yet."))
    name = user.get_full_name()
    if not name:
        raise NoName(_("A certificate needs your name. Please tell us your name first."))
    certificate = blank_certificate(enrolment, name=name, titles=titles_of(enrolment.course_key))
    certificate.user = user
    certificate.score = _score(user, enrolment)
    certificate.save()
    certificate.credential = badges.issue(badge_of(certificate))
    certificate.save(update_fields=["credential"])
    activity.record(
        "certificate.issued",
        village=enrolment.village,
        actor=user,
        ref=certificate.pk,
        at=certificate.issued_at,
    )
    notifications.notify(
        user=user,
        kind="certificate.issued",
        url=certificate.get_absolute_url(),
        params={"course": certificate.title_en if user.language == "en" else certificate.title_ko},
        village=enrolment.village,
        dedupe_key=f"certificate.issued:{certificate.pk}",
    )
    return certificate


def titles_of(course_key) -> dict[str, str]:
    """A course's title in each language."""
    return dict(
        CoursePage.objects.filter(course_key=course_key).values_list("content_language", "title")
    )


def blank_certificate(enrolment: Enrolment, *, name: str, titles: dict, at=None) -> Certificate:
    """An unsaved certificate with the snapshots of this enrolment."""
    village, version = enrolment.village, enrolment.version
    ko = titles.get("ko") or titles.get("en", "")
    return Certificate(
        code=new_code(),
        course_key=enrolment.course_key,
        version_n=version.n,
        title_ko=ko,
        title_en=titles.get("en") or ko,
        name=name,
        village=village,
        village_ko=village.name_ko if village else "",
        village_en=village.name_en if village else "",
        lessons=len(version.required_lessons),
        hours=version.hours,
        issued_at=at or timezone.now(),
    )


def badge_of(certificate: Certificate) -> badges.Badge:
    """The certificate as the badge adapter wants it; needs its number, hence saved."""
    return badges.Badge(
        code=certificate.code,
        number=certificate.pk,
        name=certificate.name,
        course_key=str(certificate.course_key),
        title=certificate.title_en,
        narrative=f"{certificate.title_ko} · {certificate.lessons} lessons",
        hours=float(certificate.hours),
        issued_at=certificate.issued_at,
    )


def _score(user, enrolment: Enrolment) -> int | None:
    best: dict = {}
    rows = QuizAttempt.objects.filter(
        user=user, passed=True, quiz__lesson_key__in=enrolment.version.required_lessons
    ).annotate(lesson=F("quiz__lesson_key"))
    for row in rows:
        best[row.lesson] = max(best.get(row.lesson, 0), percent_of(row.score, row.max))
    if not best:
        return None
    return percent_of(Decimal(sum(best.values())), 100 * len(best))


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, acting_user) -> Certificate:
    """Take a certificate back, with a reason; its page stays and says so. Idempotent."""
    changed = Certificate.objects.filter(pk=certificate.pk, revoked_at=None).update(
        revoked_at=timezone.now(), reason=reason[:300]
    )
    if changed:
        activity.record(
            "certificate.revoked",
            village=certificate.village,
            actor=acting_user,
            ref=certificate.pk,
            data={"reason": reason[:300]},
        )
    certificate.refresh_from_db()
    return certificate


def status_list(listing: int) -> str:
    """The signed list of revoked credentials."""
    revoked = Certificate.objects.filter(revoked_at__isnull=False).values_list("pk", flat=True)
    return badges.revoke(list(revoked), listing=listing)
