"""The explorer's lists: filters that would name other villages' people are left out."""

from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page


class VillagePageFilterSet(GenericPageFilterSet):
    """Wagtail's filters without owner, editor and site: those list the whole nation."""

    owner = None
    edited_by = None
    site = None


class EveryPageViewSet(PageViewSet):
    """The viewset of every page type of ours."""

    model = Page
    icon = "doc-full"
    filterset_class = VillagePageFilterSet


every_page_viewset = EveryPageViewSet("every-page")
