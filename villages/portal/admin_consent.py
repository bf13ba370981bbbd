"""The page editor and the consent of people on pictures: what it says, what it refuses."""

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail.admin import messages
from wagtail.models import Page

from villages.portal import consent


def warn(request: HttpRequest, page) -> None:
    """A line on the editor's screen with a way to each picture; nothing where all is said."""
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
    if not pictures:
        return None
    messages.error(request, consent.in_words(pictures))
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
