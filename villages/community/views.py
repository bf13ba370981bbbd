"""Boards and threads: plain forms that work without script; htmx and the socket add."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from villages.community import access, selectors, services
from villages.community.forms import EditPostForm, ReplyForm, ReportForm, ThreadForm
from villages.community.models import Board
from villages.core.errors import DomainError
from villages.core.limits import check_rate, client_key
from villages.live.selectors import head_of
from villages.moderation import services as moderation


@require_safe
def talk_index(request: HttpRequest) -> HttpResponse:
    """The shared boards, and what is spoken of in the villages."""
    boards = access.boards_visible_to(request.user).filter(village__isnull=True)
    ctx = {"boards": boards, "threads": selectors.latest_threads(limit=12)}
    return render(request, "community/talk.html", ctx)


@require_safe
def board(
    request: HttpRequest, village: str | None = None, board: str | None = None
) -> HttpResponse:
    """One board's threads."""
    place: Board = access.get_board(request.user, village, board)
    ctx = {
        "board": place,
        "village": place.village,
        "listing": selectors.threads_of(place, request.GET.get("page")),
        "may_write": access.may_write(request.user, place),
    }
    return render(request, "community/board.html", ctx)


@login_required
@never_cache
def new_thread(
    request: HttpRequest, village: str | None = None, board: str | None = None
) -> HttpResponse:
    """Start a thread; a double send makes one."""
    place = access.get_board_for_writer(request.user, village, board)
    form = ThreadForm(request.POST or None, initial={"client_key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        try:
            check_rate(f"thread:{client_key(request)}", limit=10, seconds=3600)
            thread = services.start_thread(
                board=place,
                author=request.user,
                language=request.LANGUAGE_CODE,
                **form.cleaned_data,
            )
            return redirect(thread)
        except DomainError as problem:
            form.add_error(None, problem.message)
    ctx = {"board": place, "village": place.village, "form": form}
    return render(request, "community/new_thread.html", ctx, status=422 if form.errors else 200)


@require_safe
def thread(
    request: HttpRequest, thread: int, village: str | None = None, board: str | None = None
) -> HttpResponse:
    """One thread; anonymous pages carry no form, hence no cookie."""
    found = access.get_thread(request.user, village, board, thread)
    return _thread_page(request, found, _reply_form(request))


def _reply_form(request: HttpRequest) -> ReplyForm:
    return ReplyForm(initial={"client_key": uuid.uuid4().hex, "quoted": request.GET.get("quote")})


def _thread_page(request: HttpRequest, found, form: ReplyForm, status: int = 200) -> HttpResponse:
    # The head is read before the posts: an event between the two comes twice, never not at all.
    head = head_of(found.stream)
    page = selectors.thread_page(found, user=request.user, page=request.GET.get("page"))
    ctx = {
        "thread": found,
        "board": found.board,
        "village": found.board.village,
        "head": head,
        "listing": page.listing,
        "posts": page.posts,
        "form": form if access.may_write(request.user, found.board) else None,
        "may_moderate": access.may_moderate(request.user, found.board),
    }
    return render(request, "community/thread.html", ctx, status=status)


@login_required
@require_POST
def reply(
    request: HttpRequest, thread: int, village: str | None = None, board: str | None = None
) -> HttpResponse:
    """Reply: with script the fragment comes back, without it the thread's end."""
    found = access.get_thread_for_writer(request.user, village, board, thread)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _thread_page(request, found, form, status=422)
    quoted = found.posts.filter(number=form.cleaned_data["quoted"] or 0).first()
    try:
        check_rate(f"reply:{client_key(request)}", limit=40, seconds=3600)
        post = services.post_reply(
            thread=found,
            author=request.user,
            body=form.cleaned_data["body"],
            quoted=quoted,
            client_key=form.cleaned_data["client_key"] or None,
            language=request.LANGUAGE_CODE,
        )
    except DomainError as problem:
        form.add_error(None, problem.message)
        return _thread_page(request, found, form, status=422)
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "community/_post.html", {"post": post, "plain": True}, status=201)
    return redirect(f"{found.get_absolute_url()}?page=last#post-{post.number}")


@login_required
@never_cache
def edit(request: HttpRequest, post: int) -> HttpResponse:
    """Change an own post."""
    found = access.get_own_post(request.user, post)
    form = EditPostForm(request.POST or None, initial={"body": found.body})
    if request.method == "POST" and form.is_valid():
        services.edit_post(post=found, acting_user=request.user, **form.cleaned_data)
        return redirect(f"{found.thread.get_absolute_url()}#post-{found.number}")
    ctx = {"post": found, "form": form, "village": found.thread.board.village}
    return render(request, "community/edit.html", ctx, status=422 if form.errors else 200)


@login_required
@require_POST
def take_back(request: HttpRequest, post: int) -> HttpResponse:
    """Take an own post back."""
    found = access.get_own_post(request.user, post)
    services.take_back(post=found, acting_user=request.user)
    messages.success(request, _("Your post is taken back."))
    return redirect(found.thread)


@login_required
@require_POST
def thank(request: HttpRequest, post: int) -> HttpResponse:
    """Say thank you, or take it back."""
    found = access.get_post(request.user, post)
    services.thank(post=found, user=request.user)
    return redirect(f"{found.thread.get_absolute_url()}#post-{found.number}")


@login_required
@never_cache
def report(request: HttpRequest, post: int) -> HttpResponse:
    """Report a post with a reason."""
    found = access.get_post(request.user, post)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderation.report(
            kind="post",
            ref=found.pk,
            village=found.thread.board.village,
            reporter=request.user,
            **form.cleaned_data,
        )
        messages.success(
            request, _("Thank you. A moderator looks at it; nobody learns that it was you.")
        )
        return redirect(found.thread)
    ctx = {"post": found, "form": form, "village": found.thread.board.village}
    return render(request, "community/report.html", ctx, status=422 if form.errors else 200)
