"""What lies beside a page that asks for a sign-in asks for it, too."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from villages.portal import access
from villages.portal.models import FundLine, ShelfDocument


def refused(request: HttpRequest, lets_in: bool) -> HttpResponse | None:
    """The way to the sign-in, or nothing where the page `lets_in` this reader.

    403 to somebody signed in whom the page lets in no more than a stranger.
    """
    if lets_in:
        return None
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())


def file_refused(request: HttpRequest, document) -> HttpResponse | None:
    """The same for a file of the shelf and a receipt of the fund, by Wagtail's address."""
    for model, lies, gate in (
        (ShelfDocument, Q(file=document) | Q(file_en=document), access.may_read_shelf),
        (FundLine, Q(receipt=document), access.may_read_book),
    ):
        found = model.objects.filter(lies).select_related("village__page").first()
        if found is not None and found.village.page:
            return refused(request, gate(request.user, found.village))
    return None
