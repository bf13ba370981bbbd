"""Images, documents, audio and video of the villages; each belongs to a collection."""

import os

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Collection, ReferenceIndex
from wagtailmedia.models import AbstractMedia

from media.choices import Spoken, village_language
from media.lighter import lighter


class VillageImage(AbstractImage):
    """A picture. Metadata is stripped and the orientation applied before it is stored.

    `alt_text` says what is on it, in words; `credit` whose it is; `consent` that the
    people to be recognised agreed.
    """

    alt_text = models.CharField(_("what is on the picture"), max_length=255, blank=True)
    alt_text_ko = models.CharField(
        _("what is on the picture, in Korean"), max_length=255, blank=True
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    consent = models.BooleanField(_("people on it agreed"), default=False)

    sizes_wanted = False  # set by the editor's form on the one object it saves

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "alt_text",
        "alt_text_ko",
        "credit",
        "consent",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def generate_rendition_file(self, filter, *, source=None):
        """Wagtail's, with the see-through part packed too: it weighs more than the picture."""
        file = super().generate_rendition_file(filter, source=source)
        return lighter(file) if file.name.endswith(".webp") else file

    @property
    def default_alt_text(self) -> str:
        """What the picture shows; empty means decorative."""
        return self.alt_text


class VillageRendition(AbstractRendition):
    """A picture made smaller, in one format."""

    image = models.ForeignKey(VillageImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="one_rendition_per_spec",
            )
        ]


class VillageDocument(AbstractDocument):
    """A file to download. Stored under a random name; offered by the name it came with."""

    original_name = models.CharField(max_length=150, blank=True, editable=False)

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def filename(self) -> str:
        """The name it is offered by."""
        return self.original_name or super().filename


class VillageMedia(AbstractMedia):
    """Audio or video; its words in one language or several are `words`."""

    language = models.CharField(
        _("spoken language"), max_length=5, choices=Spoken, default=village_language
    )
    file_size = models.PositiveBigIntegerField(default=0, editable=False)

    sizes_wanted = False  # set by the editor's form on the one object it saves

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "language",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("audio or video")
        verbose_name_plural = _("audio and video")

    @property
    def megabytes(self) -> float:
        """What it weighs, for people."""
        return self.file_size / 1_000_000

    @property
    def mime(self) -> str:
        """What it is served as."""
        from media.kinds import KINDS

        kind = KINDS.get(os.path.splitext(self.file.name)[1][1:].lower())
        return kind.mime if kind else ""

    def words_first(self, language: str) -> list["MediaWords"]:
        """All words: those for this reader first, then those as spoken."""
        order = {language: 0, self.language: 1}
        return sorted(self.words.all(), key=lambda one: order.get(one.language, 2))

    @property
    def is_used(self) -> bool:
        """Whether a page, or a version of one, plays it; one query."""
        return ReferenceIndex.get_references_to(self).exists()


class MediaWords(models.Model):
    """What is said in a recording, in one language: to read, and as captions (WebVTT)."""

    media = models.ForeignKey(VillageMedia, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=5, choices=Spoken)
    transcript = models.TextField(_("what is said, in writing"), blank=True)
    captions = models.FileField(_("captions (WebVTT)"), upload_to="captions/", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["media", "language"], name="words_once_a_language")
        ]


class MediaSize(models.Model):
    """A recording made lighter by the worker: a film small, or its sound alone."""

    media = models.ForeignKey(VillageMedia, on_delete=models.CASCADE, related_name="sizes")
    label = models.CharField(max_length=10)
    file = models.FileField(upload_to="media_sizes/")
    file_size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["file_size"]
        constraints = [
            models.UniqueConstraint(fields=["media", "label"], name="one_media_size_per_label")
        ]

    @property
    def megabytes(self) -> float:
        """What it weighs, for people."""
        return self.file_size / 1_000_000


class Room(models.Model):
    """The bytes a collection keeps and may keep; `most_bytes` None: as everybody."""

    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="+")
    used_bytes = models.PositiveBigIntegerField(default=0)
    most_bytes = models.PositiveBigIntegerField(null=True, blank=True)


class PhoneUpload(models.Model):
    """A picture a phone sent before its text; `client_key` is the phone's name for it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    image = models.OneToOneField(VillageImage, on_delete=models.CASCADE, related_name="phone")
    client_key = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "client_key"], name="one_phone_upload_per_key")
        ]
        indexes = [models.Index(fields=["used_at", "created_at"])]
