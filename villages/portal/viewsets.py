"""The explorer's lists and menus: without what names other villages' people, or is refused."""

from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from villages.portal.admin_menus import VillageEditView, VillageIndexView, VillageRevertView


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
    index_view_class = VillageIndexView
    edit_view_class = VillageEditView
    revisions_revert_view_class = VillageRevertView


every_page_viewset = EveryPageViewSet("every-page")
