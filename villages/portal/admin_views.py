"""Views of Wagtail, narrowed: a foreign draft's title is not told by its id, and names,
addresses and passwords are changed with one's details only."""

from django.http import Http404, HttpRequest, HttpResponse

from wagtail.admin.views import account, chooser
from wagtail.models import Page

from villages.portal import policies


def _check(user, pks: list[str]) -> None:
    wanted = {pk for pk in pks if pk.isdigit()}
    if any(len(pk) > policies.LONGEST_KEY for pk in wanted):
        raise Http404
    if user.is_superuser or not wanted:
        return
    allowed = policies.choosable_pages(Page.objects.filter(pk__in=wanted), user)
    if allowed.count() != len(wanted):
        raise Http404


def browse(request: HttpRequest, parent_page_id: int | None = None, **kwargs) -> HttpResponse:
    """The chooser below a parent one may know."""
    if parent_page_id is not None:
        parent = Page.objects.filter(pk=parent_page_id).first()
        if parent is not None and parent.depth > 1:
            _check(request.user, [str(parent_page_id)])
    return chooser.BrowseView.as_view()(request, parent_page_id=parent_page_id, **kwargs)


def chosen_multiple(request: HttpRequest) -> HttpResponse:
    """Titles of the chosen pages, only of those one may know."""
    _check(request.user, request.GET.getlist("id"))
    return chooser.ChosenMultipleView.as_view()(request)


class ExternalLinkView(chooser.ExternalLinkView):
    """The form for a link out; Wagtail's breaks on a post without the field."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a missing address for an empty one."""
        if f"{self.form_prefix}-url" not in request.POST:
            request.POST = request.POST.copy()
            request.POST[f"{self.form_prefix}-url"] = ""
        return super().post(request)


class AccountView(account.AccountView):
    """How the editor looks to oneself; who one is stands in one's details.

    Wagtail's own panel insists on a family name, and keeps a portrait as the camera made it,
    with the place where it was taken.
    """

    not_here = (account.NameEmailSettingsPanel, account.AvatarSettingsPanel)

    def get_panels(self) -> list:
        """Those that change the editor only."""
        return [panel for panel in super().get_panels() if not isinstance(panel, self.not_here)]
