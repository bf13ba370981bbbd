"""The English words of a document, a tie or a circular that stands already: add or change them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.core.tongues import said
from villages.office.english_forms import (
    EnglishLetterForm,
    EnglishPaperForm,
    EnglishPartnerForm,
    EnglishSisterForm,
)
from villages.office.file_again import FileAgainForm
from villages.portal import access, circulars, shelf, ties
from villages.portal.choices import Role
from villages.portal.models import Circular, PartnerBody, ShelfDocument, SisterVillage

TIES = {"sister": (SisterVillage, EnglishSisterForm), "partner": (PartnerBody, EnglishPartnerForm)}


@login_required
@never_cache
def document(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """A document of the shelf: its English title and file."""
    place = access.get_village_for_approver(request.user, village)
    papers = ShelfDocument.objects.filter(village=place).select_related("file_en")
    paper = get_object_or_404(papers, pk=pk)
    paper.village = place
    form = EnglishPaperForm(
        request.POST or None,
        request.FILES or None,
        initial={"title_en": paper.title_en},
        has_file=paper.file_en_id is not None,
    )
    screen = {
        "crumb": _("Documents"),
        "back": "office:documents",
        "words": paper.title,
        "english": paper.file_en,
    }
    return _ask(request, paper, form, shelf.say_in_english, screen)


@login_required
@never_cache
def tie(request: HttpRequest, village: str, kind: str, pk: int) -> HttpResponse:
    """A sister village or a partner: what is done together, and a partner's name."""
    place = access.get_village_for_role(request.user, village, Role.MANAGER)
    if kind not in TIES:
        raise Http404
    model, form_class = TIES[kind]
    held = get_object_or_404(model.objects.filter(village=place), pk=pk)
    held.village = place
    name = held.sister.name if kind == "sister" else held.name
    initial = {field: getattr(held, field) for field in form_class.base_fields}
    form = form_class(request.POST or None, initial=initial)
    words = "\n\n".join(text for text in (name, held.together) if text)
    screen = {"crumb": _("Ties"), "back": "office:ties", "words": words}
    return _ask(request, held, form, ties.say_in_english, screen)


@login_required
@never_cache
def letter(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """A circular: its headline and its text."""
    place = access.get_village_for_approver(request.user, village)
    sent = get_object_or_404(Circular.objects.filter(village=place), pk=pk)
    sent.village = place
    initial = {"title_en": sent.title_en, "text_en": sent.text_en}
    form = EnglishLetterForm(request.POST or None, initial=initial)
    words = f"{sent.title}\n\n{sent.text}"
    screen = {"crumb": _("Circulars"), "back": "office:circulars", "words": words}
    return _ask(request, sent, form, circulars.say_in_english, screen)


def _ask(request: HttpRequest, thing, form, say, screen: dict) -> HttpResponse:
    """The first words, and the form below; what was typed stays where a rule says no."""
    place = thing.village
    if request.method == "POST" and form.is_valid():
        try:
            say(thing, acting_user=request.user, **form.cleaned_data)
        except DomainError as problem:
            form.add_error("upload_en" if "upload_en" in form.fields else None, problem.message)
        else:
            messages.success(request, _("Kept. Whoever reads in English sees it now."))
            return redirect(screen["back"], place.slug)
    if isinstance(form, FileAgainForm):
        form.ask_for_files_again()
    ctx = screen | {"village": place, "form": form, "first": said(screen["words"])}
    return render(request, "office/english.html", ctx, status=422 if form.errors else 200)
