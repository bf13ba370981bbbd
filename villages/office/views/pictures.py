"""Pictures from a phone: each sent by itself before its text; and the photos of a text."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from media.errors import UploadRefused
from villages.core.errors import DomainError
from villages.core.limits import check_rate
from villages.office.access import get_text_for_writer
from villages.office.text_forms import PhotosForm
from villages.office.views.posting import go_on
from villages.portal import access, albums, posting
from villages.portal.errors import ChangedMeanwhile

MOST_AN_HOUR = 200


@login_required
@require_POST
@never_cache
def upload(request: HttpRequest, village: str) -> HttpResponse:
    """Take one picture; the same `client_key` twice gives the same picture."""
    place = access.get_village_for_writer(request.user, village)
    file, key = request.FILES.get("picture"), request.POST.get("client_key", "").strip()[:64]
    try:
        check_rate(f"picture:{request.user.pk}", limit=MOST_AN_HOUR, seconds=3600)
        if file is None or not key:
            raise UploadRefused(_("No picture arrived. Please choose it again."))
        image = posting.take_picture(village=place, author=request.user, upload=file, key=key)
    except (UploadRefused, DomainError) as problem:
        return JsonResponse({"error": problem.message}, status=422)
    return JsonResponse({"id": image.pk, "url": image.file.url})


@login_required
@never_cache
def album(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """The photos of a text or an album; every button keeps what was typed."""
    place, page = get_text_for_writer(request.user, village, pk)
    if page.current_workflow_task_state and not access.may_publish(request.user, place):
        messages.warning(request, _("This text waits for approval and rests until then."))
        return redirect("office:text", place.slug, page.pk)
    newest = page.get_latest_revision_as_object()
    form = PhotosForm(
        request.POST or None, request.FILES or None, page=newest, base=page.latest_revision_id
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            return _arranged(request, page, form)
        except ChangedMeanwhile as problem:
            form.add_error(None, problem.message)
            form.rebase(page.latest_revision_id)
            theirs = {"by": page.latest_revision.user, "title": newest.title}
        except UploadRefused as problem:
            form.add_error("pictures", problem.message)
        except DomainError as problem:
            form.add_error(None, problem.message)
    form.ask_for_files_again()
    ctx = {
        "village": place,
        "page": newest,
        "form": form,
        "theirs": theirs,
        "may_publish": access.may_publish(request.user, place),
        "may_go_out": not page.live or page.has_unpublished_changes,
    }
    return render(request, "office/album.html", ctx, status=422 if form.errors else 200)


def _arranged(request: HttpRequest, page, form: PhotosForm) -> HttpResponse:
    data = form.cleaned_data
    act, key, place = _asked(request.POST.get("act", ""))
    new = None
    if data["pictures"] or data["uploaded"]:
        new = posting.Draft(
            kind="photos",
            title=data.get("title") or page.title,
            text="",
            language=page.content_language,
            pictures=data["pictures"],
            uploaded=data["uploaded"],
            consent=data["consent"],
        )
    albums.arrange(
        page=page,
        author=request.user,
        base=data["base"],
        words=form.words(),
        title=data.get("title"),
        move=albums.Move(act, key, place, new),
    )
    if form.goes_out:
        page.refresh_from_db()
        return go_on(request, page, asked=new is None)
    if act == "drop":
        messages.success(
            request,
            _("The photo is taken out. The portal shows it until you publish the change.")
            if page.live
            else _("The photo is taken out."),
        )
    # After new photos comes what is on them; after a move, the next one.
    stays = new is not None or act in ("up", "down", "drop", "to")
    return redirect("office:album" if stays else "office:text", page.village.slug, page.pk)


def _asked(words: str) -> tuple[str, str, int]:
    """What a button or a finger says: `up-12`, `drop-12`, or `to-12-4` for the fifth place."""
    act, _sep, key = words.partition("-")
    if act != "to":
        return act, key, 0
    key, _sep, place = key.rpartition("-")
    is_number = place.isascii() and place.isdecimal() and len(place) < 4
    return (act, key, int(place)) if is_number else ("", "", 0)
