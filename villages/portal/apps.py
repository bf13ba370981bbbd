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
        from media import janitor, room
        from villages.accounts import me
        from villages.activity.words import register_words
        from villages.core import timetable
        from villages.finder.kinds import register_kind as register_findable
        from villages.notifications.kinds import register_kind
        from villages.portal import (
            circulars,
            events,
            export_tables,
            following,
            freshness,
            fund,
            guide,
            hats,
            importing,
            news_desk,
            people,
            publishing,
            receivers,  # noqa: F401
            references,
            shelf,
            village_forms,
        )
        from villages.portal.me import my_villages

        export_tables.register()
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
        me.register_section(
            me.Section(
                "hats",
                _("Hats that wait"),
                "users",
                "villages/_my_hats.html",
                hats.my_hats,
                order=5,
            )
        )
        me.register_section(
            me.Section(
                "circulars",
                _("Circulars"),
                "mail",
                "villages/_my_circulars.html",
                circulars.my_circulars,
                order=6,
            )
        )
        me.register_section(
            me.Section(
                "requests",
                _("Documents you asked for"),
                "folder",
                "villages/_my_requests.html",
                shelf.my_requests,
                order=13,
            )
        )
        me.register_section(
            me.Section(
                "events",
                _("Events you are reminded of"),
                "bell",
                "villages/_my_events.html",
                events.my_events,
                order=12,
            )
        )
        register_words(
            {
                "account.letter": _("Staff had a letter for a new password sent to somebody"),
                "event.cancelled": _("An event was called off"),
                "event.restored": _("An event takes place after all"),
                "holiday.added": _("A holiday of one year was entered"),
                "holiday.removed": _("A holiday of one year was taken out"),
                "village.opened": _("The village joined the network"),
                "village.renamed": _("The village has a new name"),
                "village.moved": _("The village belongs to another county now"),
                "village.merged": _("The village became part of another"),
                "village.took_in": _("Another village became part of this one"),
                "village.archived": _("The village rests"),
                "village.restored": _("The village works again"),
                "fund.entered": _("A line was entered in the common fund"),
                "fund.asked": _("Somebody asked about the common fund"),
                "fund.answered": _("A question about the common fund was answered"),
                "shelf.put": _("A document was put on the shelf"),
                "shelf.english": _("The English of a document was written"),
                "shelf.taken": _("A document was taken off the shelf"),
                "shelf.asked": _("Somebody asked for a document"),
                "shelf.extended": _("The time for giving a document was extended"),
                "shelf.answered": _("A request for a document was answered"),
                "form.made": _("A form was put on the portal"),
                "form.sent": _("Somebody filled in a form"),
                "form.exported": _("The answers to a form were saved as a file"),
                "room.given": _("The village centre was promised to somebody"),
                "room.freed": _("The village centre is free again on a day"),
                "form.deleted": _("An answer to a form was deleted"),
                "tie.added": _("The village has joined hands with somebody"),
                "tie.english": _("The English of a tie was written"),
                "tie.removed": _("A tie was taken out of the list"),
                "circular.sent": _("A circular went out"),
                "circular.english": _("The English of a circular was written"),
                "circular.reminded": _("Readers of a circular were reminded"),
                "minutes.entered": _("Minutes of a meeting were entered"),
                "minutes.corrected": _("Minutes of a meeting were corrected"),
                "news.featured": _("A story came onto the national home"),
                "news.unfeatured": _("A story left the national home"),
                "tenancy.mended": _("Rights and groups were put right"),
                "village.exported": _("Everything of the village was saved as a file"),
                "village.room": _("The village's room for photos and files was changed"),
                "gallery.written": _("An album was made"),
                "story.written": _("A story was written"),
                "recording.kept": _("A recording was kept"),
                "recording.words": _("The words of a recording were written down"),
                "recording.dropped": _("A recording was taken away"),
                "village.settings": _("The village's settings were changed"),
                "village.portal_opened": _("The portal opened"),
                "staff.named": _("Somebody joined the platform's staff"),
                "staff.ended": _("Somebody left the platform's staff"),
                "second_step.lifted": _("Somebody's second step was taken off: a lost phone"),
                "officer.named": _("An officer was named"),
                "officer.ended": _("An officer's post got a last day"),
                "appointment.invited": _("Somebody was invited to a post"),
                "appointment.withdrawn": _("An invitation to a post was taken back"),
                "role.granted": _("Somebody was given a hat"),
                "role.removed": _("A hat was taken off"),
                "role.proposed": _("The committee was asked about a hat"),
                "role.agreed": _("The committee agreed to a hat"),
                "role.refused": _("The committee did not agree to a hat"),
                "role.unasked": _("A hat was given, as nobody was left to agree"),
                "role.unproposed": _("A hat that waited was taken back"),
                "role.lapsed": _("Nothing came of a hat that waited"),
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
                "page.brought_back": _("An earlier version of a text was brought back"),
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
        register_kind("role.laid_down", _("%(name)s has laid down a hat in %(village)s"))
        register_kind("hat.waiting", _("%(village)s wants to give %(name)s a hat. Do you agree?"))
        register_kind(
            "hat.reminded", _("%(name)s still waits for a hat in %(village)s. Do you agree?")
        )
        register_kind(
            "hat.asked",
            _("%(village)s wants to give you a hat. The committee still has to agree."),
        )
        register_kind("hat.agreed", _("The committee agreed: %(name)s wears the hat now"))
        register_kind(
            "hat.refused",
            _("The committee of %(village)s did not agree to the hat for %(name)s: %(reason)s"),
        )
        register_kind(
            "hat.alone",
            _(
                "Nobody of the committee is left to agree to the hat for %(name)s. "
                "You can give it yourself."
            ),
        )
        register_kind("hat.taken_back", _("%(village)s has taken back the hat it held for you"))
        register_kind(
            "hat.lapsed", _("Nothing came of the hat for %(name)s in %(village)s: %(reason)s")
        )
        register_kind("invitation.accepted", _("%(name)s accepted the invitation"))
        register_kind(
            "second_step.lifted",
            _(
                "The second step at your sign-in was taken off, as your phone was lost. "
                "If you did not ask for this, ring the help line at once."
            ),
        )
        register_kind("appointment.accepted", _("%(name)s accepted the invitation"))
        register_kind("handover.started", _("%(name)s takes over the office of %(village)s"))
        register_kind(
            "handover.watched",
            _("%(village)s: %(name)s takes the office over, %(leaver)s stays until %(day)s"),
        )
        register_kind("village.vacant", _("%(village)s has no manager"))
        register_kind(
            "village.one_approver",
            _("In %(village)s one person alone can approve texts. Name a second one."),
        )
        register_kind("village.archived", _("%(village)s rests: %(reason)s"))
        register_kind("village.restored", _("%(village)s works again"))
        register_kind("village.merged", _("%(village)s is part of %(into)s now"))
        register_kind("fund.asked", _("A question about the common fund, no. %(n)s: %(text)s"))
        register_kind("fund.answered", _("Your question about the common fund was answered"))
        register_kind(
            "fund.unanswered",
            _("%(village)s has not answered a question about its common fund for two weeks"),
        )
        register_kind(
            "shelf.asked", _("Somebody asks for a document of the village; answer by %(day)s")
        )
        register_kind("shelf.answered", _("%(village)s has answered your request for a document"))
        register_kind(
            "shelf.extended", _("%(village)s needs longer for your document: until %(day)s")
        )
        register_kind(
            "shelf.overdue",
            _("%(village)s has not answered a request for a document within the time of the law"),
        )
        register_kind("event.reminder", _("Tomorrow at %(time)s: %(title)s (%(village)s)"))
        register_kind("event.moved", _("%(title)s (%(village)s) has a new time: %(day)s, %(time)s"))
        register_kind("event.cancelled", _("%(title)s (%(village)s) does not take place"))
        register_kind(
            "event.restored",
            _("%(title)s (%(village)s) takes place after all: %(day)s, %(time)s"),
        )
        register_kind(
            "event.gone",
            _("%(title)s (%(village)s) is off the portal. Please call the village before you go."),
        )
        timetable.register("portal.versions", every=timedelta(days=1), run=following.align)
        timetable.register("portal.reminders", every=timedelta(minutes=1), run=events.send_due)
        register_kind("form.sent", _("Somebody has filled in a form: %(title)s"))
        register_kind("circular.sent", _("%(village)s has a circular for you: %(title)s"))
        register_kind("circular.reminded", _("Please read the circular of %(village)s: %(title)s"))
        timetable.register("portal.circulars", every=timedelta(days=1), run=circulars.remind_due)
        register_kind("news.featured", _("Your story stands on the national home: %(title)s"))
        register_kind("news.unfeatured", _("Your story has left the national home: %(title)s"))
        timetable.register("portal.news_desk", every=timedelta(days=1), run=news_desk.let_rest)
        timetable.register("portal.help", every=timedelta(days=1), run=guide.ensure_help)
        timetable.register("portal.forms", every=timedelta(days=1), run=village_forms.forget_old)
        timetable.register("portal.shelves", every=timedelta(days=1), run=shelf.nightly)
        register_kind(
            "village.silent",
            _("%(village)s has published nothing for %(days)s days. Three sentences are enough."),
        )
        timetable.register("media.tidy", every=timedelta(hours=6), run=janitor.tidy)
        timetable.register("portal.freshness", every=timedelta(days=1), run=freshness.remind)
        timetable.register("media.room", every=timedelta(days=1), run=room.recount)
        timetable.register("portal.fund", every=timedelta(days=1), run=fund.escalate)
        timetable.register(
            "portal.imports", every=timedelta(minutes=2), run=importing.resume_imports
        )
        timetable.register(
            "portal.scheduled", every=timedelta(minutes=1), run=publishing.publish_due
        )
        register_kind("tenancy.foreign_file", _("A page of %(village)s shows a file of %(owner)s"))
        timetable.register("portal.references", every=timedelta(days=1), run=references.nightly)
        timetable.register(
            "portal.revisions", every=timedelta(days=7), run=references.forget_old_revisions
        )
        timetable.register("portal.hats", every=timedelta(days=1), run=hats.nightly)
        timetable.register("portal.people", every=timedelta(days=1), run=people.nightly)
