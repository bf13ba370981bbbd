"""The trunk of the page tree: nation, index, province, village."""

from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PagePermissionTester, PageViewRestriction
from wagtail.url_routing import RouteResult

from villages.portal.choices import RESERVED_AT_HOME, RESERVED_IN_VILLAGE
from villages.portal.models.editing import SEARCH_PANELS, title_panel
from villages.portal.page_forms import VillagePageForm

PICTURE = {
    "null": True,
    "blank": True,
    "on_delete": models.SET_NULL,
    "related_name": "+",
}


def live_village(slug: str):
    """The live home with this address, its village and picture, or None; one query."""
    homes = VillagePage.objects.live().filter(slug=slug, depth=5)
    return homes.select_related("hero", "village__region__parent").first()


class LeafPermissionTester(PagePermissionTester):
    """What Wagtail allows, without a search through the nation's pages for each row of a list.

    Whether something public lies below a page is asked of the whole tree twice a row; below
    most pages of a village lies nothing, and the row itself says so.
    """

    def can_delete(self, ignore_bulk=False) -> bool:
        """As Wagtail decides; no query for a page with none below it."""
        if self.page_is_root or self.user.is_superuser or not self.page.is_leaf():
            return super().can_delete(ignore_bulk)
        may_publish = "publish" in self.permissions
        if not self.user.is_active:
            return False
        if "change" in self.permissions:
            return may_publish or not self.page.live
        is_own = self.page.owner_id == self.user.pk
        return "add" in self.permissions and is_own and (may_publish or not self.page.live)


class VillageUrlMixin:
    """Drops the province from the address of every page at or below a village.

    Pure string work on `url_path`; the long form redirects here.
    """

    base_form_class = VillagePageForm

    def get_url_parts(self, request=None):
        """Wagtail's parts, without the province's step."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, path = parts
        if path is None:
            return parts
        pieces = path.split("/")
        if len(pieces) > 3 and pieces[1] == "villages":
            del pieces[2]
            path = "/".join(pieces)
        return site_id, root_url, path

    def permissions_for_user(self, user) -> LeafPermissionTester:
        """What a person may do with this page in the page editor."""
        return LeafPermissionTester(user, self)

    def get_view_restrictions(self):
        """Wagtail's restrictions of this page and those above it, in one query of two.

        A version is closed where its first version is.
        """
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        if getattr(self, "original_id", None):
            above.append(self.original.path)
        return PageViewRestriction.objects.filter(page__path__in=above)


class StarterPage(models.Model):
    """A page that a village cannot be without: its home, its lists, the committee's page.

    Its address belongs to the platform (tabs, office and links go by it), so no text of
    it brings another one along, and no day on which it goes off the portal.
    """

    address = ""
    settings_panels: list = []
    promote_panels = SEARCH_PANELS

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs) -> None:
        """A list that is made in the page editor stands where the tabs look for it."""
        self.slug = self.slug or self._own_address()
        super().full_clean(*args, **kwargs)

    def _own_address(self) -> str:
        """Tabs and links go to the first version; one in another language stands beside it."""
        if getattr(self, "original_id", None):
            return f"{self.address}-{self.content_language}"
        return self.address

    def with_content_json(self, content):
        """An older or a newer text of this page, at the page's own address."""
        page = super().with_content_json(content)
        page.slug, page.url_path = self.slug, self.url_path
        page.go_live_at = page.expire_at = None
        return page


class PlatformHomePage(Page):
    """The national home."""

    hero = models.ForeignKey(settings.WAGTAILIMAGES_IMAGE_MODEL, **PICTURE)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "villages.VillageIndexPage",
        "villages.InfoPage",
        "villages.HelpIndexPage",
        "learning.LearningIndexPage",
    ]
    content_panels = [*Page.content_panels, FieldPanel("hero")]
    template = "villages/home.html"

    class Meta:
        verbose_name = _("national home")

    def route(self, request, path_components):
        """A village is found at once, without a step for the finder above it."""
        if path_components[:1] == ["villages"] and len(path_components) > 1:
            village = live_village(path_components[1])
            if village is not None:
                return village.route(request, path_components[2:])
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs) -> dict:
        """Villages of the day, the season's goods, news, courses: by the panels."""
        from villages.portal.selectors import national_home

        return super().get_context(request, *args, **kwargs) | national_home(request)


class VillageIndexPage(Page):
    """All villages: map, list, search. Below it the provinces, unseen in addresses."""

    max_count = 1
    parent_page_types = ["villages.PlatformHomePage"]
    subpage_types = ["villages.RegionPage"]
    template = "villages/finder.html"

    class Meta:
        verbose_name = _("village finder")

    def route(self, request, path_components):
        """A village answers directly below this page, whatever its province."""
        if path_components:
            slug, *rest = path_components
            village = live_village(slug)
            if village is not None:
                return village.route(request, rest)
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs) -> dict:
        """The finder's map and list, by the query."""
        from villages.portal.selectors import village_finder

        return super().get_context(request, *args, **kwargs) | village_finder(request)


class RegionPage(Page):
    """A province: a step of the tree for rights, not of the addresses."""

    region = models.OneToOneField(
        "villages.Region", on_delete=models.PROTECT, null=True, related_name="page"
    )

    parent_page_types = ["villages.VillageIndexPage"]
    subpage_types = ["villages.VillagePage"]
    template = "villages/finder.html"

    class Meta:
        verbose_name = _("province")

    def clean(self) -> None:
        """A province hides behind no village: below the finder a village answers first."""
        super().clean()
        taken = [apps.get_model("villages", name) for name in ("Village", "OldAddress")]
        if any(model.objects.filter(slug=self.slug).exists() for model in taken):
            raise ValidationError({"slug": _("A village has this address, or had it before.")})

    def route(self, request, path_components):
        """A village's long address leads to its short one, whatever province it names."""
        if not path_components:
            return RouteResult(self)
        if live_village(path_components[0]) is None:
            raise Http404
        return RouteResult(self, kwargs={"further": path_components})

    def serve(self, request, further=(), **kwargs):
        """This province in the finder, or on to a village's short address."""
        if not further:
            return super().serve(request, **kwargs)
        query = request.META.get("QUERY_STRING")
        address = "/villages/" + "".join(f"{quote(piece)}/" for piece in further)
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

    def get_context(self, request, *args, **kwargs) -> dict:
        """The finder, narrowed to this province."""
        from villages.portal.selectors import village_finder

        context = super().get_context(request, *args, **kwargs)
        return context | village_finder(request, region=self.region)


class VillagePage(StarterPage, VillageUrlMixin, Page):
    """A village's home. Facts of the village stand on the `Village` row."""

    hero = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, verbose_name=_("picture of the village"), **PICTURE
    )
    tagline_ko = models.CharField(_("one sentence, in Korean"), max_length=140, blank=True)
    tagline_en = models.CharField(_("one sentence, in English"), max_length=140, blank=True)
    welcome_ko = models.TextField(_("welcome, in Korean"), blank=True)
    welcome_en = models.TextField(_("welcome, in English"), blank=True)
    centre_hours_ko = models.CharField(_("centre's hours, in Korean"), max_length=140, blank=True)
    centre_hours_en = models.CharField(_("centre's hours, in English"), max_length=140, blank=True)
    way_ko = models.TextField(_("getting here, in Korean"), blank=True)
    way_en = models.TextField(_("getting here, in English"), blank=True)

    parent_page_types = ["villages.RegionPage"]
    subpage_types = [
        "villages.NoticeIndexPage",
        "villages.NewsIndexPage",
        "villages.EventIndexPage",
        "villages.StoryPage",
        "villages.GalleryPage",
        "villages.PlaceIndexPage",
        "villages.CommitteePage",
        "villages.DocumentShelfPage",
        "villages.FormPage",
        "villages.TiesPage",
    ]
    private_page_options = ["login"]
    template = "villages/village_home.html"
    content_panels = [
        title_panel(),
        MultiFieldPanel(
            [
                FieldPanel("tagline_ko", help_text=_("It stands below the village's name.")),
                FieldPanel("tagline_en"),
                FieldPanel("welcome_ko", help_text=_("A few sentences to a guest at the gate.")),
                FieldPanel("welcome_en"),
            ],
            heading=_("Welcome"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "hero",
                    help_text=_("The first thing everybody sees. Wide, and taken in good light."),
                )
            ],
            heading=_("Picture"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("centre_hours_ko"), FieldPanel("centre_hours_en")]),
                FieldPanel("way_ko", help_text=_("By bus and by car, from the nearest town.")),
                FieldPanel("way_en"),
            ],
            heading=_("Visiting"),
        ),
    ]

    class Meta:
        verbose_name = _("village home")

    def clean(self) -> None:
        """Village addresses are unique in the whole nation and take no reserved word."""
        super().clean()
        others = VillagePage.objects.filter(slug=self.slug).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"slug": _("Another village has this address.")})

    @property
    def tagline(self) -> str:
        """One sentence in the reader's language, else in the other."""
        return self._words("tagline")

    @property
    def welcome(self) -> str:
        """The welcome in the reader's language, else in the other."""
        return self._words("welcome")

    @property
    def centre_hours(self) -> str:
        """Hours of the village centre."""
        return self._words("centre_hours")

    @property
    def way(self) -> str:
        """How to get here."""
        return self._words("way")

    def _words(self, name: str) -> str:
        first, second = ("ko", "en") if get_language() == "ko" else ("en", "ko")
        return getattr(self, f"{name}_{first}") or getattr(self, f"{name}_{second}")

    def route(self, request, path_components):
        """What lies below, with this village at hand where it was found together with its home."""
        found = super().route(request, path_components)
        if "village" in self._state.fields_cache:
            found.page._village = self.village
        return found

    def serve(self, request, *args, **kwargs):
        """A village that became part of another leads there."""
        village = getattr(self, "village", None)
        if village is not None and village.merged_into_id:
            return HttpResponsePermanentRedirect(village.merged_into.get_absolute_url())
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs) -> dict:
        """The village and its panels, in the order of its preset."""
        from villages.portal.selectors import village_home

        return super().get_context(request, *args, **kwargs) | village_home(self, request)


def check_reserved(page: Page) -> None:
    """Refuse an address that an application URL would hide."""
    parent = page.get_parent() if page.depth else None
    if parent is None:
        return
    if parent.depth == 5 and page.slug in RESERVED_IN_VILLAGE:
        raise ValidationError({"slug": _("This address is taken by the platform.")})
    if parent.depth == 2 and page.slug in RESERVED_AT_HOME:
        raise ValidationError({"slug": _("This address is taken by the platform.")})
