"""What a villager writes: notices, news, events, stories, albums. Places: `places`."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from villages.portal import following
from villages.portal.blocks import BodyBlock, StoryBlock
from villages.portal.choices import Subject
from villages.portal.models.dictated import DictatedPage
from villages.portal.models.editing import (
    ADDRESS_PANELS,
    body_panel,
    picture_panel,
    settings_panel,
    summary_panel,
    title_panel,
)
from villages.portal.models.pages import PICTURE, StarterPage, VillageUrlMixin, check_reserved
from villages.portal.models.translated import TranslatedPage
from villages.portal.tenancy import village_of, village_path
from villages.portal.workdays import to_lunar


class VillageContentPage(VillageUrlMixin, TranslatedPage, Page):
    """What every page below a village has: one body, one language, one village."""

    members_only = models.BooleanField(
        _("for members of the village only"),
        default=False,
        help_text=_("Nobody else reads it, and it stands on no public list."),
    )

    # What a version in another language has from its first version (`portal/following.py`).
    follows_first: tuple[str, ...] = ("members_only",)
    private_page_options = ["login"]
    promote_panels = ADDRESS_PANELS
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @property
    def village(self):
        """The village this page lies in."""
        return village_of(self)

    def clean(self) -> None:
        """No page takes an address of the platform, or speaks for another village.

        An original's address shows its translations, so both stand in one village.
        """
        super().clean()
        check_reserved(self)
        if self.original and self.path and village_path(self.original) != village_path(self):
            raise ValidationError(
                {"original": _("A translation stands in the village of its first version.")}
            )

    def with_content_json(self, content):
        """A newer text of a version keeps what it has from its first version."""
        page = super().with_content_json(content)
        if page.original is not None:
            following.take_over(page, page.original)
        return page

    def get_context(self, request, *args, **kwargs) -> dict:
        """The village beside the page."""
        from villages.portal.selectors import article_pictures

        article_pictures(self)
        return super().get_context(request, *args, **kwargs) | {"village": self.village}


class IndexPage(StarterPage, VillageUrlMixin, Page):
    """A list of one kind of page of one village."""

    parent_page_types = ["villages.VillagePage"]
    private_page_options = ["login"]
    title_ko = models.CharField(_("Korean title"), max_length=80, blank=True)

    content_panels = [title_panel(), FieldPanel("title_ko")]

    class Meta:
        abstract = True

    def get_admin_display_title(self) -> str:
        """In the page explorer too, a list is called as the reader calls it."""
        korean = self.title_ko if get_language() == "ko" else ""
        return korean or super().get_admin_display_title()

    @property
    def village(self):
        """The village this page lies in."""
        return village_of(self)

    def serve(self, request, *args, **kwargs):
        """The list; of a village that is part of another now, the way to the other's."""
        village = self.village
        if village is not None and village.merged_into_id:
            return HttpResponsePermanentRedirect(
                f"{village.merged_into.get_absolute_url()}{self.address}/"
            )
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs) -> dict:
        """The village and the page of the list that was asked for."""
        from villages.portal.selectors import index_listing

        context = super().get_context(request, *args, **kwargs)
        return context | index_listing(self, request)


class NoticeIndexPage(IndexPage):
    """Short notices."""

    address = "notices"
    max_count_per_parent = 1
    subpage_types = ["villages.NoticePage"]
    template = "villages/notice_index.html"

    class Meta:
        verbose_name = _("notices")


class NoticePage(DictatedPage, VillageContentPage):
    """A notice, valid until a day, perhaps pinned or urgent."""

    published_on = models.DateField(_("date"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_pinned = models.BooleanField(_("stays on top"), default=False)
    is_urgent = models.BooleanField(
        _("urgent"), default=False, help_text=_("Shown on every page of the village.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    follows_first = (
        "members_only",
        "published_on",
        "valid_until",
        "is_pinned",
        "is_urgent",
    )
    parent_page_types = ["villages.NoticeIndexPage"]
    template = "villages/notice.html"
    content_panels = [
        title_panel(),
        body_panel(),
        settings_panel(
            FieldRowPanel(
                [
                    FieldPanel("published_on"),
                    FieldPanel(
                        "valid_until", help_text=_("After this day it leaves the home page.")
                    ),
                ]
            ),
            FieldRowPanel([FieldPanel("is_pinned"), FieldPanel("is_urgent")]),
            FieldPanel("on_behalf_of"),
        ),
    ]

    class Meta:
        verbose_name = _("notice")


class NewsIndexPage(IndexPage):
    """The village's news."""

    address = "news"
    max_count_per_parent = 1
    subpage_types = ["villages.NewsPage"]
    template = "villages/news_index.html"

    class Meta:
        verbose_name = _("news")


class NewsPage(DictatedPage, VillageContentPage):
    """A story by a resident reporter."""

    published_on = models.DateField(_("date"), default=timezone.localdate)
    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)
    subject = models.CharField(_("subject"), max_length=12, choices=Subject, default=Subject.PEOPLE)
    place = models.CharField(_("where it happened"), max_length=120, blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, verbose_name=_("main picture"), **PICTURE
    )
    picture_alt = models.CharField(_("what is on the picture?"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    is_featured = models.BooleanField(_("on the national home"), default=False)

    follows_first = ("members_only", "published_on", "subject")
    parent_page_types = ["villages.NewsIndexPage"]
    template = "villages/news.html"
    content_panels = [
        title_panel(),
        summary_panel(),
        body_panel(),
        picture_panel(),
        settings_panel(
            FieldRowPanel([FieldPanel("published_on"), FieldPanel("subject")]),
            FieldPanel(
                "place",
                help_text=_(
                    "As people of the village call it. The name of a place page links to it."
                ),
            ),
            FieldPanel("on_behalf_of"),
        ),
    ]

    class Meta:
        verbose_name = _("news story")

    @cached_property
    def place_page(self):
        """The page of the place it happened at, where the village has one of that name.

        One query; none where no place is named. Only what any stranger may open.
        """
        from villages.portal.models.places import PlacePage
        from villages.portal.readable import readable

        home = village_path(self)
        if not self.place or not home:
            return None
        pages = readable(PlacePage.objects.filter(path__startswith=home, title__iexact=self.place))
        found = pages.select_related("original").first()
        return (found.original or found) if found else None

    def with_content_json(self, content):
        """A newer text of a featured story stays featured: the news desk decides that."""
        page = super().with_content_json(content)
        page.is_featured = self.is_featured
        return page


class EventIndexPage(IndexPage):
    """The village's calendar."""

    address = "events"
    max_count_per_parent = 1
    subpage_types = ["villages.EventPage"]
    template = "villages/event_index.html"

    class Meta:
        verbose_name = _("events")


class EventPage(DictatedPage, VillageContentPage):
    """A festival, a market day, a meeting."""

    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    # Set by `portal.events`, never by a revision.
    is_cancelled = models.BooleanField(_("does not take place"), default=False, editable=False)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, verbose_name=_("main picture"), **PICTURE
    )
    picture_alt = models.CharField(_("what is on the picture?"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    follows_first = ("members_only", "starts_at", "ends_at", "is_cancelled")
    parent_page_types = ["villages.EventIndexPage"]
    template = "villages/event.html"
    content_panels = [
        title_panel(),
        summary_panel(),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("starts_at"),
                        FieldPanel("ends_at", help_text=_("Empty when it has no fixed end.")),
                    ]
                ),
                FieldPanel("place", help_text=_("As people of the village call it.")),
            ],
            heading=_("When and where"),
        ),
        body_panel(),
        picture_panel(),
        settings_panel(FieldPanel("on_behalf_of")),
    ]

    exclude_fields_in_copy = ["is_cancelled"]

    class Meta:
        verbose_name = _("event")

    def with_content_json(self, content):
        """A newer text of a cancelled event stays cancelled."""
        page = super().with_content_json(content)
        page.is_cancelled = self.is_cancelled
        return page

    def get_context(self, request, *args, **kwargs) -> dict:
        """Whether the evening before is still to come, and whether this person is reminded."""
        from villages.portal import events

        return super().get_context(request, *args, **kwargs) | {
            "may_be_reminded": events.may_be_reminded(self),
            "has_reminder": events.has_reminder(request.user, self),
            "first_pk": self.original_id or self.pk,
        }

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        last = self.ends_at or self.starts_at
        return timezone.localdate(last) < timezone.localdate()

    @property
    def lunar(self) -> str:
        """Its day of the lunar year, which elders plan by; empty outside the table."""
        found = to_lunar(timezone.localdate(self.starts_at))
        if found is None:
            return ""
        month, day, leap = found
        words = (
            _("leap month %(month)d, day %(day)d") if leap else _("month %(month)d, day %(day)d")
        )
        return words % {"month": month, "day": day}


class StoryPage(DictatedPage, VillageContentPage):
    """Introduction, history, scenery, food, people."""

    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, verbose_name=_("main picture"), **PICTURE
    )
    picture_alt = models.CharField(_("what is on the picture?"), max_length=200, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["villages.VillagePage"]
    template = "villages/story.html"
    content_panels = [
        title_panel(),
        summary_panel(),
        body_panel(),
        picture_panel(),
        settings_panel(FieldPanel("on_behalf_of")),
    ]

    class Meta:
        verbose_name = _("village story")


class GalleryPage(DictatedPage, VillageContentPage):
    """An album."""

    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)

    parent_page_types = ["villages.VillagePage"]
    template = "villages/gallery.html"
    content_panels = [
        title_panel(),
        summary_panel(),
        InlinePanel("pictures", label=_("Pictures")),
        settings_panel(FieldPanel("on_behalf_of")),
    ]

    class Meta:
        verbose_name = _("gallery")

    def get_context(self, request, *args, **kwargs) -> dict:
        """The album's pictures with their sizes."""
        from villages.portal.selectors import gallery_pictures

        context = super().get_context(request, *args, **kwargs)
        return context | {"pictures": gallery_pictures(self)}


class GalleryPicture(Orderable):
    """One picture of an album."""

    page = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    alt = models.CharField(_("what is on the picture?"), max_length=200, blank=True)
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    panels = [FieldPanel("image"), FieldPanel("alt"), FieldPanel("caption")]
