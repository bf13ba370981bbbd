"""Courses and lessons as pages: one page a language, keys shared by the versions.

No graded key ever stands here: pages travel through revisions, search and exports.
"""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from learning.blocks import LessonBody
from learning.choices import RESERVED_IN_CATALOGUE, RESERVED_IN_COURSE, Level
from villages.portal.models import TranslatedPage

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]


class DoorMixin:
    """The page answers at the door `/learn/…`; pure string work on `url_path`."""

    door_steps = 0

    def door_path(self) -> str:
        """The address, from the last steps of the tree's own path."""
        steps = self.url_path.strip("/").split("/")
        tail = steps[len(steps) - self.door_steps :]
        return "/".join(["/learn", *tail, ""])

    def get_url_parts(self, request=None):
        """Wagtail's parts with the door's path."""
        parts = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        return parts[0], parts[1], self.door_path()

    def get_absolute_url(self) -> str:
        """The address below the platform's host."""
        return self.door_path()


class LearningIndexPage(DoorMixin, Page):
    """The course catalogue."""

    max_count = 1
    parent_page_types = ["villages.PlatformHomePage"]
    subpage_types = ["learning.CoursePage"]
    template = "learning/preview.html"

    class Meta:
        verbose_name = _("catalogue")


class CoursePage(DoorMixin, TranslatedPage, Page):
    """A course in one language."""

    door_steps = 1

    course_key = models.UUIDField(_("course key"), default=uuid.uuid4, db_index=True)
    code = models.CharField(_("code"), max_length=12, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.FIRST)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    summary = models.TextField(_("what it is about"), max_length=400)
    outcomes = models.TextField(
        _("what you can do afterwards"), blank=True, help_text=_("One sentence a line.")
    )
    digcomp = models.CharField(
        _("DigComp 2.2 competences"), max_length=80, blank=True, help_text=_("As in 4.1, 4.2")
    )
    cover = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in percent"), default=80, validators=PERCENT
    )

    parent_page_types = ["learning.LearningIndexPage"]
    subpage_types = ["learning.LessonPage"]
    private_page_options: list[str] = []
    template = "learning/preview.html"
    content_panels = [
        *Page.content_panels,
        *TranslatedPage.translation_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("level"), FieldPanel("minutes")]),
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldRowPanel([FieldPanel("digcomp"), FieldPanel("pass_percent")]),
        FieldPanel("cover"),
    ]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def clean(self) -> None:
        """A version carries its original's key; no course takes a word of the door."""
        super().clean()
        if self.slug in RESERVED_IN_CATALOGUE:
            raise ValidationError({"slug": _("This address is taken by the platform.")})

    def save(self, *args, **kwargs) -> None:
        """Share the original's key."""
        if self.original is not None:
            self.course_key = self.original.course_key
        super().save(*args, **kwargs)

    @property
    def hours(self) -> int:
        """About how many hours, at least one."""
        return max(1, round(self.minutes / 60))

    @property
    def outcome_list(self) -> list[str]:
        """The outcomes, one by one."""
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]


class LessonPage(DoorMixin, TranslatedPage, Page):
    """A lesson in one language, below the course in that language."""

    door_steps = 2

    lesson_key = models.UUIDField(_("lesson key"), default=uuid.uuid4, db_index=True)
    course_key = models.UUIDField(_("course key"), null=True, editable=False, db_index=True)
    order = models.PositiveSmallIntegerField(_("number in the course"), default=1)
    is_required = models.BooleanField(_("needed for the certificate"), default=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)
    summary = models.TextField(_("what it is about"), max_length=400, blank=True)
    body = StreamField(LessonBody(), verbose_name=_("lesson"), blank=True)
    teacher_note = models.TextField(
        _("note for the tutor"), blank=True, help_text=_("Learners never see it.")
    )

    parent_page_types = ["learning.CoursePage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    template = "learning/preview.html"
    content_panels = [
        *Page.content_panels,
        *TranslatedPage.translation_panels,
        FieldRowPanel([FieldPanel("order"), FieldPanel("minutes"), FieldPanel("is_required")]),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("teacher_note"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        indexes = [models.Index(fields=["course_key", "order"])]

    def clean(self) -> None:
        """No lesson takes a word of the door."""
        super().clean()
        if self.slug in RESERVED_IN_COURSE:
            raise ValidationError({"slug": _("This address is taken by the platform.")})

    def save(self, *args, **kwargs) -> None:
        """Share the original's key, and the key of the course above."""
        if self.original is not None:
            self.lesson_key = self.original.lesson_key
        if self.course_key is None and self.path:
            self.course_key = CoursePage.objects.get(path=self.path[: -self.steplen]).course_key
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs) -> dict:
        """For the editor's preview; readers come through the door."""
        from learning.selectors import parts_of

        return super().get_context(request, *args, **kwargs) | {"parts": parts_of(self)}
