"""`/me/`: everything of mine in one list."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from villages.accounts.me import sections_for


@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """The registered sections that have something for this person."""
    return render(request, "accounts/me.html", {"sections": sections_for(request.user)})
