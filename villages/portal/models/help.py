"""Help of the whole platform: how-to pages for each group of people."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from villages.portal.choices import Audience
from villages.portal.models.editing import ADDRESS_PANELS, title_panel
from villages.portal.models.translated import TranslatedPage


class HelpIndexPage(Page):
    """The list of the how-to pages, by group."""

    title_ko = models.CharField(_("Korean title"), max_length=80, blank=True)

    max_count = 1
    parent_page_types = ["villages.PlatformHomePage"]
    subpage_types = ["villages.HelpPage"]
    template = "villages/help_index.html"
    content_panels = [title_panel(), FieldPanel("title_ko")]
    promote_panels = ADDRESS_PANELS

    class Meta:
        verbose_name = _("help")

    def get_admin_display_title(self) -> str:
        """As the reader calls it."""
        korean = self.title_ko if get_language() == "ko" else ""
        return korean or super().get_admin_display_title()

    def get_context(self, request, *args, **kwargs) -> dict:
        """The groups with their pages in the reader's language."""
        from villages.portal.guide import help_by_audience

        return super().get_context(request, *args, **kwargs) | {"groups": help_by_audience(self)}


class HelpPage(TranslatedPage, Page):
    """One way to do one thing, in short steps."""

    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience, default=Audience.VILLAGER
    )
    introduction = models.TextField(_("introduction"), blank=True)
    steps = models.TextField(
        _("steps"), help_text=_("One step a line; the numbers come by themselves.")
    )
    closing = models.TextField(_("what to do when it does not work"), blank=True)

    parent_page_types = ["villages.HelpIndexPage"]
    subpage_types: list[str] = []
    template = "villages/help.html"
    content_panels = [
        title_panel(),
        FieldPanel("audience"),
        FieldPanel("introduction"),
        FieldPanel("steps"),
        FieldPanel("closing"),
        *TranslatedPage.translation_panels,
    ]
    promote_panels = ADDRESS_PANELS

    class Meta:
        verbose_name = _("how-to page")

    @property
    def step_list(self) -> list[str]:
        """The steps, one each."""
        return [line.strip() for line in self.steps.splitlines() if line.strip()]
