"""The page editor and what a page's pictures lack: what it says, what it refuses."""

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail.admin import messages
from wagtail.models import Page

from villages.portal import consent, photo_words


def warn(request: HttpRequest, page) -> None:
    """A line on the editor's screen for what is missing; nothing where all is said."""
    if photo_words.is_unsaid(page):
        messages.warning(request, photo_words.in_words())
    pictures = consent.unagreed(page)
    if not pictures:
        return
    ways = [
        messages.button(reverse("wagtailimages:edit", args=[one.pk]), one.title) for one in pictures
    ]
    words = _(
        "Before this goes out: open each of these pictures and tick that nobody can be recognised "
        "on it or everybody agreed."
    )
    messages.warning(request, words, buttons=ways)


def refuse(request: HttpRequest, objects, action):
    """A refusal where one of these pages, or of those that go along, may not go out yet."""
    pages = {page.pk for page in objects}
    form = getattr(action, "cleaned_form", None)
    if form is not None and form.cleaned_data.get("include_descendants"):
        for page in objects:
            drafts = Page.objects.descendant_of(page).not_live()
            pages |= set(drafts.values_list("pk", flat=True))
    newest = [
        page.get_latest_revision_as_object()
        for page in Page.objects.filter(pk__in=pages).specific()
    ]
    pictures = consent.unagreed(*newest)
    unsaid = [page for page in newest if photo_words.is_unsaid(page)]
    if pictures:
        messages.error(request, consent.in_words(pictures))
    for page in unsaid:
        way = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title)
        messages.error(request, photo_words.in_words(), buttons=[way])
    if not pictures and not unsaid:
        return None
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
