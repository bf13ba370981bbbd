"""The register of villages, for platform staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from villages.core.errors import DomainError
from villages.office import waiting
from villages.office.register_forms import (
    MoveForm,
    NameForm,
    NewVillageForm,
    ReasonForRestForm,
    RoomForm,
)
from villages.portal import access, minimum, people, register
from villages.portal.choices import Role, VillageStatus
from villages.portal.models import Invitation, Membership, OldAddress, Village, VillageImport
from villages.portal.services import NewVillage, provision_village

PER_PAGE = 40


@login_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the platform's staff, and their doors."""
    access.require_staff(request.user)
    ctx = {"counts": _counts(), "waits": waiting.staff_waiting()}
    return render(request, "office/staff.html", ctx)


def _counts() -> dict:
    states = dict(Village.objects.values_list("status").annotate(n=Count("pk")))
    return {
        **{state: states.get(state, 0) for state in VillageStatus.values},
        "vacant": people.looking_for_manager().count(),
        "few": minimum.too_few(Village.objects.active()).count(),
    }


@login_required
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Every village with its state and its managers; reads `q` and `state`."""
    access.require_staff(request.user)
    query, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    found = Village.objects.select_related("region__parent").order_by("slug")
    if query:
        found = found.filter(
            Q(name_ko__icontains=query) | Q(name_en__icontains=query) | Q(slug__icontains=query)
        )
    if state == "vacant":
        found = found.filter(pk__in=people.looking_for_manager().values("pk"))
    elif state == "few":
        found = minimum.too_few(found.active())
    elif state in VillageStatus.values:
        found = found.filter(status=state)
    if state != "few":
        found = minimum.with_approvers(found)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    ids = [village.pk for village in page]
    hats = Membership.objects.current().filter(
        village__in=ids, role=Role.MANAGER, user__is_active=True
    )
    open_cards = Invitation.objects.open().filter(
        village__in=ids, village__status=VillageStatus.OPENING, role=Role.MANAGER
    )
    invited = set(open_cards.values_list("village", flat=True))
    managers: dict[int, list[str]] = {}
    for hat in hats.select_related("user"):
        managers.setdefault(hat.village_id, []).append(hat.user.name)
    ctx = {
        "page": page,
        "rows": [
            (
                village,
                managers.get(village.pk, []),
                village.pk in invited,
                state == "few" or village.approvers < minimum.FEWEST,
            )
            for village in page
        ],
        "query": query,
        "state": state,
        "counts": _counts(),
        "imports": VillageImport.objects.filter(finished_at__isnull=True).order_by("-pk")[:3],
    }
    return render(request, "office/register.html", ctx)


@login_required
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Open one village and invite its manager."""
    access.require_staff(request.user)
    form = NewVillageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if Village.objects.filter(slug=data["slug"]).exists():
            form.add_error("slug", _("Another village has this address."))
        else:
            try:
                return _open(request, data)
            except DomainError as problem:
                form.add_error("slug", problem.message)
    return render(
        request, "office/register_new.html", {"form": form}, status=422 if form.errors else 200
    )


def _open(request: HttpRequest, data: dict) -> HttpResponse:
    village = provision_village(
        NewVillage(
            slug=data["slug"],
            name_ko=data["name_ko"],
            name_en=data["name_en"],
            region_code=data["region"].code,
            joined_on=timezone.localdate(),
            is_opening=True,
        ),
        acting_user=request.user,
    )
    invitation = people.invite(
        village=village,
        role=Role.MANAGER,
        name=data["manager_name"],
        email=data["manager_email"],
        acting_user=request.user,
    )
    messages.success(request, _("%(village)s is set up.") % {"village": village.name})
    if invitation.email:
        return redirect("register:village", village.slug)
    return redirect("office:invitation", village.slug, invitation.pk)


@login_required
@never_cache
def village(request: HttpRequest, slug: str) -> HttpResponse:
    """One village: its people, and rename, move, let rest, wake up."""
    access.require_staff(request.user)
    place = Village.objects.select_related("region", "page").filter(slug=slug).first()
    if place is None:
        old = get_object_or_404(OldAddress.objects.select_related("village"), slug=slug)
        return redirect("register:village", old.village.slug)
    act = request.POST.get("act", "")
    forms = {
        "rename": NameForm(
            request.POST if act == "rename" else None,
            initial={"name_ko": place.name_ko, "name_en": place.name_en, "slug": place.slug},
        ),
        "move": MoveForm(
            request.POST if act == "move" else None, initial={"region": place.region_id}
        ),
        "room": RoomForm(
            request.POST if act == "room" else None,
            initial={"gigabytes": register.room_of(place)},
        ),
        "archive": ReasonForRestForm(request.POST if act == "archive" else None),
    }
    if request.method == "POST":
        done = _act(request, place, act, forms)
        if done is not None:
            return done
    hats = Membership.objects.current().filter(village=place).select_related("user")
    ctx = {
        "village": place,
        "forms": forms,
        "act": act,
        "hats": hats.order_by("role", "user__first_name"),
        "invitations": Invitation.objects.open().filter(village=place),
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "office/register_village.html", ctx, status=422 if bad else 200)


def _act(request: HttpRequest, place: Village, act: str, forms: dict) -> HttpResponse | None:
    form = forms.get(act)
    if form is not None and not form.is_valid():
        return None
    values = form.cleaned_data if form is not None else {}
    try:
        if act == "rename":
            place = register.rename_village(village=place, acting_user=request.user, **values)
        elif act == "move":
            register.move_village(village=place, acting_user=request.user, **values)
        elif act == "room":
            register.give_room(village=place, acting_user=request.user, **values)
        elif act == "archive":
            register.archive_village(village=place, acting_user=request.user, **values)
        elif act == "restore":
            register.restore_village(village=place, acting_user=request.user)
        else:
            return None
    except DomainError as problem:
        form.add_error(None, problem.message)
        place.refresh_from_db()
        return None
    messages.success(request, _("Done."))
    return redirect("register:village", place.slug)
