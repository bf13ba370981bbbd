"""The page editor's menus: what is refused after the press is not offered before it."""

from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.functional import cached_property

from wagtail.admin.templatetags.wagtailadmin_tags import bulk_action_choices
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from villages.portal import policies

# A starter page has one place in its village, and is there once.
TAKING_AWAY = ("unpublish", "delete", "move", "copy")
FOR_PUBLISHERS = ("publish", "unpublish")


def offered(buttons: list, page, user) -> list:
    """Of these buttons, those that work on this page. No query."""
    if not policies.stays(page, user):
        return buttons
    closed = {reverse(f"wagtailadmin_pages:{what}", args=[page.pk]) for what in TAKING_AWAY}
    return [button for button in buttons if urlsplit(button.url or "").path not in closed]


def shorten(buttons: list, page, user) -> None:
    """Leave out of a row's menu what is refused; in place."""
    for button in buttons:
        # Wagtail's own cached list: there is no hook for it.
        if hasattr(button, "dropdown_buttons"):
            button.dropdown_buttons[:] = offered(button.dropdown_buttons, page, user)


def shorten_actions(items: list, page, user) -> None:
    """Leave out of the menu below the editor what is refused; in place."""
    if policies.stays(page, user):
        items[:] = [item for item in items if item.name != "action-unpublish"]


def many_at_once(context, app_label: str, model_name: str) -> dict:
    """Wagtail's buttons for many at once, without publishing for whoever never may."""
    found = bulk_action_choices(context, app_label, model_name)
    if model_name == Page._meta.model_name and not _may_publish(context):
        closed = {
            reverse("wagtail_bulk_action", args=[app_label, model_name, what])
            for what in FOR_PUBLISHERS
        }
        found["buttons"] = [button for button in found["buttons"] if button.url not in closed]
    return found


def _may_publish(context) -> bool:
    user, parent = context["request"].user, context.get("parent_page")
    if parent is not None and parent.depth > 1:
        return parent.permissions_for_user(user).can_publish_subpage()
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


class ShortMenu:
    """A screen of a page whose menu offers nothing that is refused."""

    @cached_property
    def header_more_buttons(self) -> list:
        """Wagtail's, without those."""
        page = getattr(self, "page", None) or self.parent_page
        return offered(super().header_more_buttons, page, self.request.user)


class VillageIndexView(ShortMenu, ExplorableIndexView):
    """The explorer below a page."""


class VillageEditView(ShortMenu, EditView):
    """The page editor."""


class VillageRevertView(ShortMenu, RevisionsRevertView):
    """The page editor with an earlier text."""
