"""Who learns what, and how far. Keyed by course and lesson keys, never by pages."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.choices import EnrolmentState, Method

ONE_PERSON = Q(user__isnull=False, resident__isnull=True) | Q(
    user__isnull=True, resident__isnull=False
)


class CourseVersion(models.Model):
    """What a course asked for at one time; an enrolment is judged by the one it began with.

    `required_lessons` holds the lesson keys in order; `rules` says for each what is
    asked (`read`, `quiz`) and the course's pass mark.
    """

    course_key = models.UUIDField()
    n = models.PositiveSmallIntegerField()
    required_lessons = models.JSONField()
    rules = models.JSONField()
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course_key", "n"], name="course_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.course_key} v{self.n}"


class Enrolment(models.Model):
    """One person in one course. `percent` is what `evaluate` found last."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="enrolments",
    )
    resident = models.ForeignKey(
        "villages.Resident",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="enrolments",
    )
    course_key = models.UUIDField(_("course key"))
    village = models.ForeignKey(
        "villages.Village", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EnrolmentState, default=EnrolmentState.ACTIVE)
    percent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    last_lesson_key = models.UUIDField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.CheckConstraint(condition=ONE_PERSON, name="enrolment_names_one_person"),
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="enrolment_percent_at_most_100"
            ),
            models.UniqueConstraint(
                fields=["user", "course_key"],
                condition=Q(user__isnull=False) & ~Q(state="withdrawn"),
                name="one_enrolment_per_account",
            ),
            models.UniqueConstraint(
                fields=["resident", "course_key"],
                condition=Q(resident__isnull=False) & ~Q(state="withdrawn"),
                name="one_enrolment_per_resident",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "-last_active_at"]),
            models.Index(fields=["completed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.learner_name} · {self.course_key}"

    @property
    def learner_name(self) -> str:
        """The person's name, whoever keeps it."""
        return self.user.name if self.user_id else self.resident.name


class LearningEvent(models.Model):
    """Something a learner did; named by the client, so a replay changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="events")
    lesson_key = models.UUIDField()
    block_id = models.CharField(max_length=40, blank=True)
    verb = models.SlugField(max_length=20)
    value = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=8, choices=Method, default=Method.WEB)

    class Meta:
        indexes = [models.Index(fields=["enrolment", "received_at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.lesson_key}"

    def save(self, *args, **kwargs) -> None:
        """Write once; a `TypeError` on any change."""
        if not self._state.adding:
            raise TypeError("The events are append-only.")
        super().save(*args, **kwargs)


class LessonProgress(models.Model):
    """The evidence for one lesson; it only grows."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lesson_key = models.UUIDField()
    read_at = models.DateTimeField(null=True)
    quiz_passed_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson_key"], name="progress_once_per_lesson"
            )
        ]
        indexes = [models.Index(fields=["completed_at"])]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.lesson_key}"

    @property
    def state(self) -> str:
        """`done`, `here` (begun) or empty, as the timeline draws it."""
        if self.completed_at:
            return "done"
        return "here" if self.read_at or self.quiz_passed_at else ""
