"""Feeds: the nation's and each village's news as Atom, each village's events as iCalendar."""

from datetime import timedelta

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from icalendar import Calendar, Event

from villages.portal import access, selectors


class NewsFeed(Feed):
    """The newest twenty stories, in the reader's language where they are."""

    feed_type = Atom1Feed

    def get_object(self, request, village: str | None = None):
        """One village, or the nation."""
        return access.get_village(village) if village else None

    def title(self, village) -> str:
        """Whose news."""
        return village.name if village else _("News from the villages")

    def link(self, village) -> str:
        """Where the news stands."""
        return village.get_absolute_url() if village else "/"

    def items(self, village) -> list:
        """The stories."""
        pages = selectors.latest_news(village, limit=20)
        for page in pages:
            page._village = village or page._village
        return pages

    def item_title(self, item) -> str:
        """The headline."""
        return item.title

    def item_description(self, item) -> str:
        """The story in one sentence."""
        return item.summary

    def item_link(self, item) -> str:
        """The story's address, the same on every host."""
        return selectors.path_of(getattr(item, "address", item))

    def item_pubdate(self, item):
        """When it first went out."""
        return item.first_published_at


@require_safe
def calendar(request: HttpRequest, village: str) -> HttpResponse:
    """A village's coming events for a phone's calendar."""
    place = access.get_village(village)
    book = Calendar()
    book.add("prodid", "-//INVIL//villages//")
    book.add("version", "2.0")
    book.add("x-wr-calname", place.name)
    for page in selectors.coming_events(place, limit=50):
        event = Event()
        event.add("uid", f"event-{page.pk}@invil")
        event.add("summary", page.title)
        event.add("dtstart", page.starts_at)
        event.add("dtend", page.ends_at or page.starts_at + timedelta(hours=2))
        event.add("dtstamp", page.last_published_at or page.starts_at)
        event.add("location", page.place)
        event.add("description", page.summary)
        book.add_component(event)
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
