"""Certificates for their holders, and the door where strangers check them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from learning import access, badges, selectors
from learning.services import certificates
from villages.core.errors import DomainError, RateLimited
from villages.core.limits import check_rate, client_key

TRIES, WINDOW = 30, 600


@login_required
@require_POST
def issue(request: HttpRequest, course: str) -> HttpResponse:
    """Get the certificate of a finished course; a second press shows the first one."""
    versions = access.get_course_versions(course)
    enrolment = access.get_own_enrolment(request.user, versions[0].course_key)
    try:
        return redirect(certificates.issue_certificate(enrolment=enrolment))
    except DomainError as problem:
        messages.error(request, problem.message)
    return redirect(versions[0].door_path())


@login_required
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My certificates."""
    learning = selectors.my_learning(request.user) or {}
    ctx = {"found": learning.get("certificates", [])}
    return render(request, "learning/certificates.html", ctx)


@login_required
@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate itself, for screen and for A4."""
    found = access.get_own_certificate(request.user, code)
    address = f"{settings.PLATFORM_SCHEME}://{settings.PLATFORM_HOST}{found.get_verify_url()}"
    ctx = {
        "certificate": found,
        "verify_url": address,
        "verify_at": settings.PLATFORM_HOST + reverse("learning:verify-form").rstrip("/"),
        "cover": selectors.cover_of(found.course_key),
    }
    return render(request, "learning/certificate.html", ctx)


@login_required
@require_safe
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """The Open Badges 3.0 credential of the holder, as a file."""
    found = access.get_own_certificate(request.user, code)
    answer = HttpResponse(found.credential, content_type="application/vc+jwt")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.jwt"'
    return answer


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Type a code."""
    typed = request.GET.get("code", "").strip()[:60]
    if typed:
        code = certificates.normal_code(typed)
        return redirect("learning:verify", code or "unknown")
    return _quiet(render(request, "learning/verify_form.html"))


@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate is genuine; unknown and malformed codes get the same words."""
    try:
        check_rate(f"verify:{client_key(request)}", limit=TRIES, seconds=WINDOW)
    except RateLimited as problem:
        ctx = {"problem": problem.message}
        return _quiet(render(request, "learning/verify_form.html", ctx, status=429))
    found = access.get_certificate_by_code(code)
    if found is None:
        return _quiet(render(request, "learning/verify_unknown.html", status=404))
    ctx = {"certificate": found, "host": settings.PLATFORM_HOST}
    return _quiet(render(request, "learning/verify.html", ctx))


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys that verify our credentials."""
    return JsonResponse(badges.public_keys())


@require_safe
@cache_control(public=True, max_age=300)
def status_list(request: HttpRequest, listing: int) -> HttpResponse:
    """The signed list of revoked credentials."""
    return HttpResponse(certificates.status_list(listing), content_type="application/vc+jwt")
