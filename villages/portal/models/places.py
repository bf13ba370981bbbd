"""Places of a village; and the pages of the platform that only inform."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from villages.portal.blocks import BodyBlock
from villages.portal.choices import PlaceKind
from villages.portal.models.content import IndexPage, VillageContentPage
from villages.portal.models.editing import (
    body_panel,
    picture_panel,
    settings_panel,
    summary_panel,
    title_panel,
)
from villages.portal.models.pages import PICTURE, check_reserved
from villages.portal.models.translated import TranslatedPage


class PlaceIndexPage(IndexPage):
    """Sights, walks, shops, the centre."""

    address = "places"
    max_count_per_parent = 1
    subpage_types = ["villages.PlacePage"]
    template = "villages/place_index.html"

    class Meta:
        verbose_name = _("places")


class PlacePage(VillageContentPage):
    """A place: where it is and how to get there."""

    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind, default=PlaceKind.SIGHT)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    distance_km = models.FloatField(_("kilometres from the centre"), null=True, blank=True)
    bus = models.CharField(_("by bus"), max_length=160, blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, verbose_name=_("main picture"), **PICTURE
    )
    picture_alt = models.CharField(_("what is on the picture?"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    follows_first = ("members_only", "kind", "lat", "lon", "distance_km")
    parent_page_types = ["villages.PlaceIndexPage"]
    template = "villages/place.html"
    content_panels = [
        title_panel(),
        summary_panel(),
        FieldPanel("kind"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("distance_km"), FieldPanel("bus")]),
                FieldRowPanel(
                    [
                        FieldPanel("lat", help_text=_("From the map: 38.0613")),
                        FieldPanel("lon", help_text=_("From the map: 128.1709")),
                    ]
                ),
            ],
            heading=_("Getting here"),
        ),
        body_panel(),
        picture_panel(),
        settings_panel(),
    ]

    class Meta:
        verbose_name = _("place")


class InfoPage(TranslatedPage, Page):
    """National pages: about, privacy, terms, accessibility, help."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["villages.PlatformHomePage"]
    subpage_types: list[str] = []
    template = "villages/info.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        *TranslatedPage.translation_panels,
    ]

    class Meta:
        verbose_name = _("information page")

    def clean(self) -> None:
        """No page takes an address of the platform."""
        super().clean()
        check_reserved(self)
