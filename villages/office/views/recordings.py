"""The desk for recordings: keep one from the phone, write down what is said, tell a story."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from media.errors import UploadRefused
from media.room import use_of
from villages.core.errors import DomainError
from villages.core.limits import check_rate
from villages.office.recording_forms import RecordingForm, TellForm, WordsForm
from villages.portal import access, recordings

PER_PAGE = 20
MOST_AN_HOUR = 40


@login_required
@never_cache
def desk(request: HttpRequest, village: str) -> HttpResponse:
    """The recordings, and a form for the next; nothing typed is lost when a rule says no."""
    place = access.get_village_for_writer(request.user, village)
    form = RecordingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        try:
            check_rate(f"recording:{request.user.pk}", limit=MOST_AN_HOUR, seconds=3600)
            kept = recordings.keep(village=place, author=request.user, upload=upload, **data)
        except (UploadRefused, DomainError) as problem:
            form.add_error("file", problem.message)
        else:
            messages.success(request, _("Kept. Light versions for slow lines are being made."))
            return redirect("office:recording", place.slug, kept.pk)
    form.ask_for_files_again()
    listing = Paginator(recordings.recordings_of(place), PER_PAGE)
    ctx = {
        "village": place,
        "form": form,
        "listing": listing.get_page(request.GET.get("page")),
        "room": use_of(place.collection_id),
    }
    return render(request, "office/recordings.html", ctx, status=422 if form.errors else 200)


def _recording_of(place, pk: int):
    return get_object_or_404(recordings.recordings_of(place), pk=pk)


@login_required
@never_cache
def recording(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """One recording: hear it, write its words in a language, make a story of it."""
    place = access.get_village_for_writer(request.user, village)
    kept = _recording_of(place, pk)
    act = request.POST.get("act", "")
    words = WordsForm(
        request.POST if act == "words" else None,
        request.FILES if act == "words" else None,
        initial=_words_to_write(kept, request.GET.get("in", "")),
        prefix="w",
    )
    story = TellForm(
        request.POST if act == "story" else None, initial={"title": kept.title[:90]}, prefix="s"
    )
    if words.is_bound and words.is_valid():
        recordings.put_words(
            village=place, author=request.user, recording=kept, **words.cleaned_data
        )
        messages.success(request, _("The words are kept."))
        return redirect("office:recording", place.slug, kept.pk)
    if story.is_bound and story.is_valid():
        page = recordings.write_story(
            village=place, author=request.user, recording=kept, **story.cleaned_data
        )
        messages.success(request, _("Kept as a draft."))
        return redirect("office:text", place.slug, page.pk)
    words.ask_for_files_again()
    ctx = {"village": place, "recording": kept, "words_form": words, "story_form": story}
    bad = words.errors or story.errors
    return render(request, "office/recording.html", ctx, status=422 if bad else 200)


def _words_to_write(kept, language: str) -> dict:
    """The words of the language asked for; else those as spoken."""
    known = {words.language: words for words in kept.words.all()}
    language = language if language in known else kept.language
    row = known.get(language)
    return {"language": language, "transcript": row.transcript if row else ""}


@login_required
@require_POST
def remove(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Take a recording away that no text plays."""
    place = access.get_village_for_writer(request.user, village)
    kept = _recording_of(place, pk)
    try:
        recordings.drop(village=place, author=request.user, recording=kept)
    except DomainError as problem:
        messages.error(request, problem.message)
        return redirect("office:recording", place.slug, kept.pk)
    messages.success(request, _("The recording is gone."))
    return redirect("office:recordings", place.slug)
