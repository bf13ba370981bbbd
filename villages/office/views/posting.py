"""Write, edit, send, publish: a text's way from the phone to the portal."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from media.errors import UploadRefused
from media.room import use_of
from villages.core.errors import DomainError
from villages.core.styleguide.views import in_asked_language
from villages.office import selectors
from villages.office.access import get_text_for_writer, may_edit_all
from villages.office.post_forms import PostForm
from villages.office.sayings import once_open
from villages.office.text_forms import EditForm
from villages.portal import access, albums, events, posting
from villages.portal.choices import Role
from villages.portal.errors import ChangedMeanwhile, PhotoUnsaid, PictureUnagreed
from villages.portal.facts import facts_of
from villages.portal.models import EventPage, GalleryPage


@login_required
@never_cache
def texts(request: HttpRequest, village: str) -> HttpResponse:
    """The village's texts, searched and paged; a reporter sees the own ones."""
    place = access.get_village_for_writer(request.user, village)
    only_mine = not access.has_role(request.user, place, Role.MANAGER, Role.EDITOR)
    query = " ".join(request.GET.get("q", "").split())[:80]
    ctx = {
        "village": place,
        "listing": selectors.texts_of(
            place,
            author=request.user if only_mine else None,
            search=query,
            number=request.GET.get("page"),
        ),
        "query": query,
        "room": use_of(place.collection_id),
        "may_edit_all": may_edit_all(request.user, place.page),
    }
    return render(request, "office/texts.html", ctx)


@login_required
@never_cache
def post(request: HttpRequest, village: str, kind: str = "news") -> HttpResponse:
    """Write news, a notice, an event or an album; nothing typed is lost when a rule says no."""
    place = access.get_village_for_writer(request.user, village)
    if kind not in posting.KINDS:
        raise Http404
    may_publish = access.may_publish(request.user, place)
    form = PostForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        places=selectors.place_names(place) if kind in ("news", "event") else (),
        initial={"client_key": uuid.uuid4().hex},
    )
    if request.method == "POST" and form.is_valid():
        draft = posting.Draft(kind=kind, **form.cleaned_data)
        try:
            page = posting.write_page(village=place, author=request.user, draft=draft)
            return go_on(request, page, asked=form.asked_of_each)
        except UploadRefused as problem:
            form.add_error("pictures", problem.message)
        except DomainError as problem:
            form.add_error(None, problem.message)
    form.ask_for_files_again()
    ctx = {"village": place, "form": form, "kind": kind, "may_publish": may_publish}
    return render(request, "office/post.html", ctx, status=422 if form.errors else 200)


@require_safe
def post_offline(request: HttpRequest, kind: str) -> HttpResponse:
    """The post screen for when there is no line; the same for everybody, kept on the phone."""
    if kind not in posting.KINDS:
        raise Http404
    response = in_asked_language(
        request,
        "office/post_offline.html",
        "text/html; charset=utf-8",
        lambda: {"form": PostForm(kind=kind), "kind": kind},
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def go_on(request: HttpRequest, page, *, asked: bool = True) -> HttpResponse:
    """Keep a text as a draft, publish it, or send it: as the button says and the role may.

    A text whose first photo has no words stays a draft, and its photos are shown with their
    fields. So it is where no screen has `asked` for the words of each photo yet.
    """
    later = request.POST.get("later")
    if later:
        messages.success(request, _("Kept as a draft."))
    elif not asked and albums.without_words(page.get_latest_revision_as_object()):
        messages.warning(request, _("Kept. Say what is on the photos, then let it go out."))
        return redirect("office:album", page.village.slug, page.pk)
    else:
        try:
            _let_go(request, page)
        except PhotoUnsaid as problem:
            messages.warning(request, problem.message)
            return redirect("office:album", page.village.slug, page.pk)
        except PictureUnagreed as problem:
            messages.warning(request, problem.message)
    return redirect("office:text", page.village.slug, page.pk)


def _let_go(request: HttpRequest, page) -> None:
    if access.may_publish(request.user, page.village):
        posting.publish_own(page=page, author=request.user)
        messages.success(request, once_open(page.village, _("It is on the portal now.")))
    else:
        posting.send_for_approval(page=page, author=request.user)
        messages.success(request, _("Sent. The committee reads it before it goes out."))


@login_required
@never_cache
def text(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """One text: where it stands, how it will look, what can be done."""
    place, page = get_text_for_writer(request.user, village, pk)
    state = page.current_workflow_task_state
    newest = page.get_latest_revision_as_object()
    ctx = {
        "village": place,
        "page": newest,
        "facts": facts_of(newest),
        "live": page,
        "waiting": state is not None,
        "returned": _last_return(page),
        "may_publish": access.may_publish(request.user, place),
        "may_edit_all": may_edit_all(request.user, page),
        "has_photos": bool(albums.photos_of(newest)),
        "without_words": albums.without_words(newest),
        "may_call_off": isinstance(page, EventPage)
        and page.live
        and not page.is_over
        and access.may_publish(request.user, place),
    }
    return render(request, "office/text.html", ctx)


def _last_return(page):
    state = page.workflow_states.order_by("-created_at").first()
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    return state.current_task_state


@login_required
@never_cache
def edit(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Other words; sent for approval again, or published by the manager."""
    place, page = get_text_for_writer(request.user, village, pk)
    if isinstance(page, GalleryPage):
        return redirect("office:album", place.slug, page.pk)
    may_publish = access.may_publish(request.user, place)
    if page.current_workflow_task_state and not may_publish:
        messages.warning(request, _("This text waits for approval and rests until then."))
        return redirect("office:text", place.slug, page.pk)
    newest = page.get_latest_revision_as_object()
    form = EditForm(
        request.POST or None,
        page=newest,
        base=page.latest_revision_id,
        places=selectors.place_names(place) if hasattr(newest, "place") else (),
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            posting.rewrite_page(page=page, author=request.user, **form.cleaned_data)
        except ChangedMeanwhile as problem:
            form.add_error(None, problem.message)
            form.rebase(page.latest_revision_id)
            theirs = form.theirs | {"by": page.latest_revision.user, "facts": form.facts()}
        except DomainError as problem:
            form.add_error(None, problem.message)
        else:
            page.refresh_from_db()
            return go_on(request, page)
    ctx = {
        "village": place,
        "theirs": theirs,
        "form": form,
        "page": newest,
        "may_publish": may_publish,
        "may_edit_all": may_edit_all(request.user, page),
    }
    return render(request, "office/edit.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def send(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Send a draft for approval, or publish it as the manager."""
    _place, page = get_text_for_writer(request.user, village, pk)
    return go_on(request, page)


@login_required
@require_POST
def call_off(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Call an event off, or on again (managers); whoever wanted to be reminded is told."""
    place, page = get_text_for_writer(request.user, village, pk)
    if not isinstance(page, EventPage):
        raise Http404
    if not access.may_publish(request.user, place):
        raise PermissionDenied
    is_cancelled = request.POST.get("act") != "restore"
    try:
        events.set_cancelled(page=page, is_cancelled=is_cancelled, acting_user=request.user)
    except DomainError as problem:
        messages.warning(request, problem.message)
    else:
        messages.success(
            request,
            _("Called off. Whoever wanted to be reminded is told.")
            if is_cancelled
            else _("It takes place after all. Whoever wanted to be reminded is told."),
        )
    return redirect("office:text", place.slug, page.pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, village: str, pk: int) -> HttpResponse:
    """Take a text back: out of approval, or off the portal (managers)."""
    place, page = get_text_for_writer(request.user, village, pk)
    state = page.current_workflow_state
    if state is not None and (
        page.owner_id == request.user.pk or access.may_publish(request.user, place)
    ):
        state.cancel(user=request.user)
        messages.success(request, _("Taken back. It is a draft again."))
    elif page.live and access.may_publish(request.user, place):
        page.unpublish(user=request.user)
        messages.success(request, _("It is off the portal. Publish it again whenever you like."))
    else:
        messages.warning(request, _("Ask the manager to take it off the portal."))
    return redirect("office:text", place.slug, page.pk)
