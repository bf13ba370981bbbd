"""The morning page, and the door for people with several villages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from villages.office import selectors
from villages.office.access import may_look_ahead
from villages.portal import access


@login_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """The offices I may enter; straight in where there is one, to the register as staff."""
    villages = list(access.villages_with_office(request.user))
    if len(villages) == 1:
        return redirect("office:home", villages[0].slug)
    if not villages and access.is_platform_staff(request.user):
        return redirect("register:home")
    return render(request, "office/index.html", {"villages": villages})


@login_required
@never_cache
def home(request: HttpRequest, village: str) -> HttpResponse:
    """What waits today."""
    place = access.get_village_for_office(request.user, village)
    roles = access.roles_in(request.user, place)
    ctx = {
        "village": place,
        "may_look_ahead": may_look_ahead(request.user, place),
        **selectors.morning(place, request.user, roles),
    }
    return render(request, "office/home.html", ctx)
