"""Graded questions. The key lives here and leaves the server only after submission."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from learning.choices import Method, MultiRule, QuestionKind

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]


def words(texts: dict | None, language: str | None = None) -> str:
    """One of both languages: the reader's, else the other."""
    texts = texts or {}
    language = language or get_language() or "ko"
    return texts.get(language) or texts.get("ko") or texts.get("en") or ""


class QuestionBank(models.Model):
    """The questions on one lesson, or on a whole course."""

    course_key = models.UUIDField(_("course key"), null=True, blank=True, db_index=True)
    lesson_key = models.UUIDField(_("lesson key"), null=True, blank=True, unique=True)
    title = models.CharField(_("title"), max_length=160)

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question; what it says stands in its versions."""

    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="questions")
    ref = models.SlugField(_("name in the bank"), max_length=80)
    tag = models.SlugField(_("subject"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind)
    live_version = models.ForeignKey(
        "QuestionVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_retired = models.BooleanField(_("no longer drawn"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "ref"], name="question_once_per_bank")
        ]

    def __str__(self) -> str:
        return self.ref


class QuestionVersion(models.Model):
    """What a question said at one time; never changed, never deleted once answered.

    `options` is `[{"id", "ko", "en"}]`, `key` the right ids (in order for `order`),
    `feedback` `{id: {"ko", "en"}}` with `""` for the question as a whole.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    n = models.PositiveSmallIntegerField()
    body_ko = models.TextField()
    body_en = models.TextField()
    options = models.JSONField()
    key = models.JSONField()
    feedback = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "n"], name="question_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.n}"

    def save(self, *args, **kwargs) -> None:
        """Write once; a `TypeError` on any change."""
        if self.pk and not self._state.adding:
            raise TypeError("A version of a question is never changed; make a new one.")
        super().save(*args, **kwargs)

    @property
    def body(self) -> str:
        """The question in the reader's language."""
        return words({"ko": self.body_ko, "en": self.body_en})


class Quiz(models.Model):
    """The graded quiz of a lesson: what is drawn, and what passes."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lesson_key = models.UUIDField(_("lesson key"), unique=True)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="quizzes")
    title_ko = models.CharField(_("Korean title"), max_length=160)
    title_en = models.CharField(_("English title"), max_length=160)
    draw = models.PositiveSmallIntegerField(_("questions drawn"), default=5)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in percent"), default=80, validators=PERCENT
    )
    attempts_max = models.PositiveSmallIntegerField(
        _("tries allowed"), default=0, help_text=_("0 for as many as one likes.")
    )
    cooldown_min = models.PositiveSmallIntegerField(_("minutes between tries"), default=0)
    time_limit_min = models.PositiveSmallIntegerField(
        _("time limit in minutes"), null=True, blank=True
    )
    multi_rule = models.CharField(
        _("several right answers"), max_length=8, choices=MultiRule, default=MultiRule.ALL
    )
    is_open = models.BooleanField(_("open to learners"), default=False)

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return words({"ko": self.title_ko, "en": self.title_en})


class QuizAttempt(models.Model):
    """One try of one person. The draw and the rule are fixed when it starts."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiz_attempts"
    )
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    n = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=32)
    started_at = models.DateTimeField(default=timezone.now)
    deadline_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    score = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    max = models.PositiveSmallIntegerField(default=0)
    passed = models.BooleanField(default=False)
    rule_snapshot = models.JSONField(default=dict)
    method = models.CharField(max_length=8, choices=Method, default=Method.WEB)

    class Meta:
        verbose_name = _("try")
        verbose_name_plural = _("tries")
        constraints = [
            models.UniqueConstraint(fields=["user", "quiz", "n"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["user", "quiz"],
                condition=Q(submitted_at__isnull=True),
                name="one_open_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} #{self.n}"

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.submitted_at is None


class AttemptItem(models.Model):
    """One drawn question of one try.

    `option_order` is `[[opaque, id], …]`: the page knows only the opaque names.
    `response` is a list of opaque names, or `{opaque: number}` for `order`.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="items")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    option_order = models.JSONField()
    response = models.JSONField(null=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="attempt_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.position}"


class AttemptGrant(models.Model):
    """One more try for one person, given by a tutor."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="grants")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("extra try")
        verbose_name_plural = _("extra tries")
        indexes = [models.Index(fields=["user", "quiz"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.quiz_id}"
