"""The operating committee's page: who sits on it, its rules, its minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from villages.core.tongues import language_of
from villages.portal.blocks import BodyBlock
from villages.portal.models.content import VillageContentPage
from villages.portal.models.editing import body_panel, settings_panel, title_panel
from villages.portal.models.pages import StarterPage


class CommitteePage(StarterPage, VillageContentPage):
    """The operating committee: members with terms, rules, minutes."""

    address = "committee"
    introduction = models.TextField(_("introduction"), blank=True)
    rules = StreamField(BodyBlock(), verbose_name=_("rules"), blank=True)

    parent_page_types = ["villages.VillagePage"]
    template = "villages/committee.html"
    content_panels = [
        title_panel(),
        FieldPanel("introduction"),
        InlinePanel("members", label=_("Members")),
        body_panel("rules"),
        InlinePanel("minutes", label=_("Minutes")),
        settings_panel(),
    ]

    class Meta:
        verbose_name = _("operating committee")

    def get_context(self, request, *args, **kwargs) -> dict:
        """The seats and the minutes."""
        return super().get_context(request, *args, **kwargs) | {
            "members": list(self.members.all()),
            "minutes": self.all_minutes(),
        }

    def all_minutes(self) -> list["CommitteeMinutes"]:
        """The minutes, the newest meeting first.

        Where a meeting's were not written in this language, they stand as they were entered.
        """
        own = list(self.minutes.all())
        if self.original is None:
            return own
        told = {meeting.held_on for meeting in own}
        first = [one for one in self.original.minutes.all() if one.held_on not in told]
        return sorted(own + first, key=lambda meeting: meeting.held_on, reverse=True)


class CommitteeMember(Orderable):
    """A seat and its term."""

    page = ParentalKey(CommitteePage, on_delete=models.CASCADE, related_name="members")
    office = models.CharField(_("office"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    since = models.PositiveSmallIntegerField(_("from year"))
    until = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)

    panels = [FieldPanel("office"), FieldPanel("name"), FieldPanel("since"), FieldPanel("until")]


class CommitteeMinutes(Orderable):
    """What a meeting decided."""

    page = ParentalKey(CommitteePage, on_delete=models.CASCADE, related_name="minutes")
    held_on = models.DateField(_("meeting of"))
    title = models.CharField(_("title"), max_length=140)
    body = models.TextField(_("what was decided"))

    panels = [FieldPanel("held_on"), FieldPanel("title"), FieldPanel("body")]

    class Meta(Orderable.Meta):
        ordering = ["-held_on"]

    @property
    def language(self) -> str:
        """What it was written in."""
        return language_of(f"{self.title} {self.body}")
