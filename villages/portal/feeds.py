"""Feeds: the nation's news, each village's news and notices as Atom, its events as iCalendar."""

from datetime import timedelta

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from icalendar import Alarm, Calendar, Event

from villages.portal import access, hosts, selectors
from villages.portal import events as reminders
from villages.portal.publishing import search_text

LENGTH = 20


def _address(path: str) -> str:
    return hosts.canonical(path) if hosts.village_domain() else path


class NewsFeed(Feed):
    """The newest twenty stories, in the reader's language where they are.

    A village's feed has its notices too, as long as they hold.
    """

    feed_type = Atom1Feed

    def get_object(self, request, village: str | None = None):
        """One village, or the nation."""
        return access.get_open_village(village) if village else None

    def title(self, village) -> str:
        """Whose news."""
        return village.name if village else _("News from the villages")

    def link(self, village) -> str:
        """Where the news stands."""
        return _address(village.get_absolute_url()) if village else "/"

    def items(self, village) -> list:
        """The stories, and a village's notices between them by their day."""
        pages = selectors.latest_news(village, limit=LENGTH)
        if village is None:
            return pages
        pages += selectors.current_notices(village, limit=LENGTH)
        for page in pages:
            page._village = village
        return sorted(pages, key=lambda page: page.published_on, reverse=True)[:LENGTH]

    def item_title(self, item) -> str:
        """The headline."""
        return item.title

    def item_description(self, item) -> str:
        """The story in one sentence; of a notice its first words."""
        return getattr(item, "summary", "") or Truncator(search_text(item)).chars(240)

    def item_categories(self, item) -> list[str]:
        """A notice, or a story's subject."""
        subject = getattr(item, "get_subject_display", None)
        return [subject() if subject else _("Notices")]

    def item_link(self, item) -> str:
        """The story's own address: on the village's host where it has one."""
        return _address(selectors.path_of(getattr(item, "address", item)))

    def item_pubdate(self, item):
        """When it first went out."""
        return item.first_published_at


def _event(page) -> Event:
    first = page.original_id or page.pk
    event = Event()
    event.add("uid", f"event-{first}@invil")
    event.add("summary", page.title)
    event.add("dtstart", page.starts_at)
    event.add("dtend", page.ends_at or page.starts_at + timedelta(hours=2))
    event.add("dtstamp", page.last_published_at or page.starts_at)
    event.add("location", page.place)
    event.add("description", page.summary)
    event.add("url", hosts.canonical(selectors.path_of(getattr(page, "address", page))))
    if page.is_cancelled:
        event.add("status", "CANCELLED")
    return event


def _answer(name: str, events: list[Event]) -> HttpResponse:
    book = Calendar()
    book.add("prodid", "-//INVIL//villages//")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    for event in events:
        book.add_component(event)
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")


@require_safe
def calendar(request: HttpRequest, village: str) -> HttpResponse:
    """A village's coming events for a phone's calendar."""
    place = access.get_open_village(village)
    return _answer(place.name, [_event(page) for page in selectors.coming_events(place, limit=50)])


@require_safe
def event_calendar(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """One event for a phone's calendar; the phone itself rings the evening before."""
    place, page = access.get_event(request.user, village, pk)
    page = page.in_language()
    event = _event(page)
    evening = reminders.remind_at(page.starts_at)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", page.title)
    # Too late for that evening: two hours before.
    early = evening > timezone.now()
    alarm.add("trigger", evening - page.starts_at if early else -timedelta(hours=2))
    event.add_component(alarm)
    answer = _answer(place.name, [event])
    answer["Content-Disposition"] = f'attachment; filename="event-{pk}.ics"'
    return answer
