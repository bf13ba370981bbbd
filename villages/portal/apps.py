"""App configuration."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """See the package docstring."""

    name = "villages.portal"
    label = "villages"

    def ready(self) -> None:
        """Signals, and the words of the portal's notifications."""
        from villages.accounts import me
        from villages.activity.words import register_words
        from villages.core import timetable
        from villages.finder.kinds import register_kind as register_findable
        from villages.notifications.kinds import register_kind
        from villages.portal import fund, importing, people, publishing, receivers  # noqa: F401
        from villages.portal.me import my_villages

        me.register_section(
            me.Section(
                "villages",
                _("Village office"),
                "house",
                "villages/_my_villages.html",
                my_villages,
                order=5,
            )
        )
        register_words(
            {
                "village.opened": _("The village joined the network"),
                "village.renamed": _("The village has a new name"),
                "village.moved": _("The village belongs to another county now"),
                "village.archived": _("The village rests"),
                "village.restored": _("The village works again"),
                "fund.entered": _("A line was entered in the common fund"),
                "fund.asked": _("Somebody asked about the common fund"),
                "fund.answered": _("A question about the common fund was answered"),
                "village.exported": _("Everything of the village was saved as a file"),
                "village.settings": _("The village's settings were changed"),
                "village.portal_opened": _("The portal opened"),
                "role.granted": _("Somebody was given a hat"),
                "role.removed": _("A hat was taken off"),
                "person.invited": _("Somebody was invited"),
                "person.uninvited": _("An invitation was taken back"),
                "handover.started": _("The office is being handed over"),
                "handover.cancelled": _("A handover was called off"),
                "news.written": _("News was written"),
                "notice.written": _("A notice was written"),
                "event.written": _("An event was written"),
                "page.sent": _("A text was sent for approval"),
                "page.approved": _("A text was approved"),
                "page.returned": _("A text was returned with a reason"),
                "news.published": _("News went out"),
                "notice.published": _("A notice went out"),
                "event.published": _("An event went out"),
                "gallery.published": _("An album went out"),
                "page.published": _("A page went out"),
                "report.filed": _("A text was reported"),
                "report.hidden": _("A reported text was hidden"),
                "report.kept": _("A reported text was kept"),
            }
        )
        register_findable("page", _("Pages and news"))
        register_kind("page.waiting", _("“%(title)s” waits for your approval"))
        register_kind("page.approved", _("“%(title)s” is on the portal now"))
        register_kind("page.returned", _("“%(title)s” came back: %(reason)s"))
        register_kind("role.granted", _("You have a new hat in %(village)s"))
        register_kind("invitation.accepted", _("%(name)s accepted the invitation"))
        register_kind("handover.started", _("%(name)s takes over the office of %(village)s"))
        register_kind("village.vacant", _("%(village)s has no manager"))
        register_kind("village.archived", _("%(village)s rests: %(reason)s"))
        register_kind("village.restored", _("%(village)s works again"))
        register_kind("fund.asked", _("A question about the common fund, no. %(n)s: %(text)s"))
        register_kind("fund.answered", _("Your question about the common fund was answered"))
        register_kind(
            "fund.unanswered",
            _("%(village)s has not answered a question about its common fund for two weeks"),
        )
        timetable.register("portal.fund", every=timedelta(days=1), run=fund.escalate)
        timetable.register(
            "portal.imports", every=timedelta(minutes=2), run=importing.resume_imports
        )
        timetable.register(
            "portal.scheduled", every=timedelta(minutes=1), run=publishing.publish_due
        )
        timetable.register("portal.people", every=timedelta(days=1), run=people.nightly)
