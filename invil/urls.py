"""The doors of the platform. Assembly only; Wagtail comes last, it answers the rest."""

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView
from django.views.static import serve

from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from marketplace.payments.views import stripe_hook
from media import serving
from villages.accounts.second_step_views import activate, codes
from villages.accounts.views import (
    change_email,
    confirm_email,
    details,
    me,
)
from villages.core import views as core_views
from villages.finder.views import find, suggest
from villages.live.views import since
from villages.office.views.joining import appointed, join
from villages.office.views.posting import post_offline
from villages.portal import admin_views
from villages.portal.feeds import NewsFeed, calendar

MONTH = 30 * 24 * 3600
to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("health/live", core_views.live, name="health-live"),
    path("health/ready", core_views.ready, name="health-ready"),
    path("view/<slug:what>/<slug:value>/", core_views.choose_view, name="choose-view"),
    path("", include("villages.core.styleguide.urls")),
    # Numbers and addresses are changed with one's details, see `accounts.new_address`.
    re_path(r"^accounts/(phone|email|confirm-email)/", RedirectView.as_view(url="/me/details/")),
    path("offline/post/<slug:kind>/", post_offline, name="offline-post"),
    path("accounts/2fa/totp/activate/", activate),
    path("accounts/2fa/recovery-codes/", codes),
    path("accounts/", include("allauth.urls")),
    path("market/accounts/login/", to_login),
    path("favicon.ico", core_views.favicon, name="favicon"),
    path("sw.js", core_views.service_worker, name="service-worker"),
    path("staff/", include("villages.office.staff_urls")),
    path("staff/admin/login/", to_login),
    path("staff/shop/", include("marketplace.desk.urls")),
    path("staff/admin/", admin.site.urls),
    path("market/", include(apps.get_app_config("oscar").urls[0])),
    path("cms/login/", to_login),
    path("cms/choose-page/<int:parent_page_id>/", require_admin_access(admin_views.browse)),
    path("cms/choose-page/chosen-multiple/", require_admin_access(admin_views.chosen_multiple)),
    path(
        "cms/choose-external-link/",
        require_admin_access(admin_views.ExternalLinkView.as_view()),
    ),
    path("cms/account/", require_admin_access(admin_views.AccountView.as_view())),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("invil.sitemaps")),
    path("search/", find, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("feed/", NewsFeed(), name="feed"),
    path("villages/<slug:village>/feed/", NewsFeed(), name="village-feed"),
    path("villages/<slug:village>/calendar.ics", calendar, name="village-calendar"),
    path("me/", me, name="me"),
    path("me/details/", details, name="details"),
    path("me/details/email/", change_email, name="change-email"),
    path("me/details/email/<str:code>/", confirm_email, name="new-address"),
    path("me/join/<str:code>/", join, name="join"),
    path("me/appointed/<str:code>/", appointed, name="appointed"),
    path("me/inbox/", include("villages.notifications.urls")),
    path("office/<slug:village>/stall/", include("marketplace.stall.urls")),
    path("", include("learning.urls")),
    path("office/", include("villages.office.urls")),
    path("adoption/", include("invil.adoption.urls")),
    path("open-data/", include("invil.adoption.open_data_urls")),
    path("hooks/stripe/", stripe_hook, name="stripe-hook"),
    path("talk/", include("villages.community.talk_urls")),
    path("", include("villages.community.urls")),
    path("", include("villages.portal.urls")),
    path("live/since", since, name="live-since"),
    path("documents/<int:document_id>/<str:document_filename>", serving.document),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.SERVE_MEDIA:
    urlpatterns += [
        re_path(
            r"^media/(?P<path>(media|media_sizes|media_thumbnails|captions)/[\w.-]+)$", serving.film
        ),
        re_path(
            r"^media/(?P<path>(images|original_images)/.+)$",
            cache_control(public=True, max_age=MONTH)(serve),
            {"document_root": settings.MEDIA_ROOT},
        ),
    ]
urlpatterns += [path("_util/login/", to_login), path("", include(wagtail_urls))]

handler403 = core_views.permission_denied
handler404 = core_views.page_not_found
handler500 = core_views.server_error
