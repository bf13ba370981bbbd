"""A page in one language, which may have versions in others (one way for all)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from villages.portal.readable import readable


def content_language_default() -> str:
    """The language the writer reads in, Korean where that is unknown."""
    language = get_language() or "ko"
    return language if language in dict(settings.LANGUAGES) else "ko"


class TranslatedPage(models.Model):
    """`content_language` is set as `lang`; `original` is the first version, or None.

    A list shows originals only, and each through `in_language()`; the original's
    address serves the version that fits the reader and offers the rest.
    """

    content_language = models.CharField(
        _("written in"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=content_language_default,
    )
    original = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("is a version of"),
    )

    translation_panels = [
        MultiFieldPanel(
            [FieldPanel("content_language"), FieldPanel("original")], heading=_("Language")
        )
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A version points at an original, never at another version; one for each language."""
        super().clean()
        if self.original and self.original.original_id:
            raise ValidationError({"original": _("Choose the first version of the page.")})
        if self.original_id and self.original_id == self.pk:
            raise ValidationError({"original": _("A page is not a version of itself.")})
        if self._is_twice():
            raise ValidationError(
                {"content_language": _("There is a version in this language already.")}
            )

    def _is_twice(self) -> bool:
        """Whether another version of the same page is written in this language."""
        first = self.original_id or self.pk
        if first is None:
            return False
        others = type(self)._default_manager.exclude(pk=self.pk)
        return others.filter(
            models.Q(pk=first) | models.Q(original=first), content_language=self.content_language
        ).exists()

    def all_versions(self, user=None) -> list:
        """The versions the reader may open, the original first; one query, kept on the object.

        Without `user` it is what a stranger may open.
        """
        if not hasattr(self, "_versions"):
            first = self.original_id or self.pk
            pages = type(self).objects.filter(models.Q(pk=first) | models.Q(original=first))
            self._versions = sorted(
                readable(pages, user), key=lambda page: page.original_id is not None
            )
        return self._versions

    def in_language(self, language: str | None = None):
        """The version for this language, else this page itself."""
        language = language or get_language()
        if self.content_language == language:
            return self
        prefetched = getattr(self, "_prefetched_objects_cache", {}).get("versions")
        versions = self.all_versions() if prefetched is None else prefetched
        for page in versions:
            if page.content_language == language and page.live:
                return page
        return self

    def route(self, request, path_components):
        """A version's own address answers only while its first version is on the portal."""
        if not path_components and self.original is not None and not self.original.live:
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        """The original's address answers in the reader's language where it can.

        `?in=ko` asks for one version; a version's own address always shows itself.
        """
        page = self.version_for(request)
        return super(TranslatedPage, page).serve(request, *args, **kwargs)

    def version_for(self, request):
        """The version this address answers a request with, ready to be drawn."""
        page = self
        self.all_versions(request.user)
        if self.original_id is None:
            page = self.in_language(request.GET.get("in") or None)
        if page.pk != self.pk:
            page._versions = self.all_versions()
            page.served_at = self
        return page
