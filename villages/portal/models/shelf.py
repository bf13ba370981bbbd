"""The shelf of documents, and what people ask to see: each request has a last day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from villages.core.tongues import Said, said
from villages.portal.choices import DisclosureState, DocumentKind, Shown
from villages.portal.models.content import IndexPage
from villages.portal.models.tenancy import Village
from villages.portal.workdays import workdays_after


class DocumentShelfPage(IndexPage):
    """Rules, minutes, budgets and accounts of a village, and requests for others."""

    address = "documents"
    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "villages/shelf.html"

    class Meta:
        verbose_name = _("documents")

    def get_context(self, request, *args, **kwargs) -> dict:
        """The documents and the requests."""
        from villages.portal.shelf import shelf_listing

        context = super(IndexPage, self).get_context(request, *args, **kwargs)
        return context | shelf_listing(self.village, request)


class ShelfDocument(models.Model):
    """One document on the shelf, perhaps with the same in English beside it.

    Both files lie in the village's own collection.
    """

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="shelf_documents")
    title = models.CharField(_("title"), max_length=140)
    title_en = models.CharField(_("title in English"), max_length=140, blank=True)
    on = models.DateField(_("date"), default=timezone.localdate)
    kind = models.CharField(
        _("kind"), max_length=10, choices=DocumentKind, default=DocumentKind.OTHER
    )
    file = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    file_en = models.OneToOneField(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    put_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("document of the village")
        verbose_name_plural = _("documents of the village")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["village", "-on"], name="shelf_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the file is fetched."""
        return reverse("village:shelf-file", args=[self.village.slug, self.pk])

    @property
    def said_title(self) -> Said:
        """The title for the reader."""
        return said(self.title, self.title_en)

    @property
    def is_in_english(self) -> bool:
        """Whether the reader is handed the English file."""
        return self.file_en_id is not None and get_language() != "ko"

    @property
    def shown_url(self) -> str:
        """Where the file is fetched that fits the reader."""
        return self.get_absolute_url() + ("?in=en" if self.is_in_english else "")

    @property
    def shown_file(self):
        """The file that fits the reader."""
        return self.file_en if self.is_in_english else self.file

    @property
    def suffix(self) -> str:
        """The kind of file, as people know it: PDF, HWP."""
        return self.shown_file.file_extension.upper()


class DisclosureRequest(models.Model):
    """Somebody asks for a document; the committee must answer by `due_on`."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="disclosures")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.CharField(_("what is asked for"), max_length=500)
    shown = models.CharField(max_length=8, choices=Shown, default=Shown.NAMELESS)
    at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("last day for the answer"))
    extended_at = models.DateTimeField(null=True)
    extension_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=DisclosureState, default=DisclosureState.OPEN)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    document = models.ForeignKey(
        ShelfDocument, on_delete=models.SET_NULL, null=True, related_name="given_for"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    days_off: frozenset = frozenset()

    class Meta:
        verbose_name = _("request for a document")
        verbose_name_plural = _("requests for documents")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="disclosure_answered_or_open",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="disclosures_by_due_day")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Whether the answer is still due."""
        return self.state == DisclosureState.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether the last day has passed without an answer."""
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def days_left(self) -> int:
        """Working days left after today; needs the days off, which `shelf.with_clock` hands in."""
        return workdays_after(timezone.localdate(), self.due_on, self.days_off)
