"""The desks of the staff open after the second step only."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from villages.accounts import second_step

# Staff's own desks, Django's and Oscar's admin, the page editor, and every village's office.
DESKS = ("/staff/", "/cms/", "/office/")
SCREENS = "/accounts/2fa/"


class SecondStepMiddleware:
    """Leads staff without the step to its set-up, and back to where they wanted.

    By the path and not by the view: a desk that is built tomorrow is closed as well.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.startswith(DESKS) and not path.endswith("/logout/"):
            detour = second_step.detour(request) if second_step.is_asked_of(request.user) else None
            if detour is not None:
                add_never_cache_headers(detour)
                return detour
        response = self.get_response(request)
        if path.startswith(SCREENS):  # keys and codes stay in no browser's store
            add_never_cache_headers(response)
        return response
