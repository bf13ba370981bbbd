"""Images, documents, audio and video of the villages; each belongs to a collection."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtailmedia.models import AbstractMedia

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
    """A file to download."""

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class VillageMedia(AbstractMedia):
    """Audio or video, with captions and a transcript."""

    captions = models.FileField(_("captions (WebVTT)"), upload_to="captions/", blank=True)
    transcript = models.TextField(_("what is said, in writing"), blank=True)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "width",
        "height",
        "thumbnail",
        "captions",
        "transcript",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("audio or video")
        verbose_name_plural = _("audio and video")
