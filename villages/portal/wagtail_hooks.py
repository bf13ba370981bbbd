"""Registration only: what a villager may see in Wagtail's admin, and what is closed."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from wagtail import hooks
from wagtail.models import Page

from villages.portal import access, admin_menus, admin_pictures, closed, policies
from villages.portal.admin_home import MyVillagesPanel

LOSSES = ("unpublish", "delete")


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages, request):
    """The whole tree with its drafts is nobody's business."""
    return policies.choosable_pages(pages, request.user)


@hooks.register("construct_main_menu")
def short_menu(request, items) -> None:
    """A villager's menu: pages, pictures, documents."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name in policies.VILLAGE_MENU]


@hooks.register("construct_reports_menu")
def no_global_reports(request, items) -> None:
    """Reports that count other villages' pages are hidden; their addresses are guarded."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in policies.GLOBAL_REPORTS]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_national_counts(request, items) -> None:
    """The numbers of the whole tree are not a village's."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("construct_help_menu", order=1000)
def no_foreign_help(request, items) -> None:
    """Wagtail's release notes are in English and for its makers."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("register_account_menu_item")
def own_details(_request) -> dict:
    """Name, address, number and password are changed on one's own page."""
    return {"url": reverse("details"), "label": _("My details"), "help_text": ""}


@hooks.register("before_serve_page")
def members_only(page, request, _args, _kwargs):
    """A page for members asks who is there: a stranger signs in first."""
    if access.is_for_members(page) and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    access.check_members(request.user, page)
    return None


@hooks.register("before_edit_page")
def say_what_pictures_lack(request, page) -> None:
    """Whoever opens a page hears what of its pictures keeps it from going out."""
    if request.method == "GET":
        admin_pictures.warn(request, page)


@hooks.register("before_bulk_action")
def nothing_goes_out_unasked(request, action_type, objects, action):
    """Many pages at once go out only with what their pictures need, too."""
    if request.method != "POST" or action_type != "publish" or request.user.is_staff:
        return None
    return admin_pictures.refuse(request, objects, action)


@hooks.register("before_serve_document")
def closed_pages_keep_their_files(document, request):
    """A file of the shelf and a receipt have an address of Wagtail's: the same gate stands there."""
    return closed.file_refused(request, document)


@hooks.register("before_move_page")
def villages_stay_apart(request, page, destination):
    """A page moves only within its own village."""
    return _refuse_foreign(request, page, destination)


@hooks.register("before_copy_page")
def copies_stay_home(request, page):
    """A village's page is copied only by somebody who may write there."""
    if not policies.may_write_below(request.user, page.get_parent()):
        raise PermissionDenied
    if request.method == "POST" and not policies.is_page_id(request.POST.get("new_parent_page")):
        # Wagtail's own view breaks on a form without a parent.
        raise BadRequest


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
def starters_stay(request, page):
    """A village cannot be without its home and its lists."""
    return _refuse_loss(request, page)


@hooks.register("construct_page_action_menu")
def no_vain_actions(items, request, context) -> None:
    """What is refused below is not offered in the editor."""
    if context.get("page") is not None:
        admin_menus.shorten_actions(items, context["page"], request.user)


@hooks.register("construct_page_listing_buttons")
def no_vain_buttons(buttons, page, user, context=None) -> None:
    """Nor in the menu of a row."""
    admin_menus.shorten(buttons, page, user)


@hooks.register("before_bulk_action")
def bulk_starters_stay(request, action_type, objects, _action):
    """Nor are they taken off or deleted among many."""
    if action_type not in LOSSES or not objects or not isinstance(objects[0], Page):
        return None
    for page in objects:
        refused = _refuse_loss(request, page)
        if refused:
            return refused
    return None


def _refuse_loss(request, page):
    if not policies.stays(page, request.user):
        return None
    messages.error(
        request,
        _(
            "“%(title)s” belongs to every village’s portal and cannot be taken away. Change its"
            " words instead, or ask the platform’s staff."
        )
        % {"title": page.specific.get_admin_display_title()},
    )
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_bulk_action")
def bulk_moves_stay_home(request, action_type, objects, action):
    """Many pages at once move only within their own village, too."""
    if action_type != "move" or not objects or not hasattr(objects[0], "path"):
        return None
    form = getattr(action, "cleaned_form", None)
    destination = form.cleaned_data.get("chooser") if form else None
    for page in objects:
        refused = destination and _refuse_foreign(request, page, destination)
        if refused:
            return refused
    return None


def _refuse_foreign(request, page, destination):
    if not policies.same_village(page, destination):
        messages.error(request, _("A page stays in its own village."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("insert_global_admin_css")
def admin_colours() -> str:
    """The platform's colours in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_admin_viewset", order=100)
def own_lists():
    """The explorer's lists, without the filters that tell."""
    from villages.portal.viewsets import every_page_viewset

    return every_page_viewset


@hooks.register("construct_homepage_panels")
def ways_on(request, panels) -> None:
    """The editor's first page leads somebody of a village to the own pages and the office."""
    panels.insert(0, MyVillagesPanel(request.user))
