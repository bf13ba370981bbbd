"""A village's own words and looks: what its manager may set, and opening the portal."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from media.services import store_picture
from villages.activity import services as activity
from villages.core.errors import DomainError
from villages.portal import publishing, tabs
from villages.portal.choices import APPROVER_ROLES, VillageStatus
from villages.portal.models import Membership, NewsPage, NoticePage, StoryPage, Village

PAGE_FIELDS = (
    "tagline_ko",
    "tagline_en",
    "welcome_ko",
    "welcome_en",
    "centre_hours_ko",
    "centre_hours_en",
    "way_ko",
    "way_en",
)
ROW_FIELDS = ("preset", "accent", "phone", "households", "population")
POSITION = ("lat", "lon")
# Where to look in the picture of the village: the part that stays in every crop.
FOCUS = {
    "left-top": (1 / 6, 1 / 4),
    "top": (1 / 2, 1 / 4),
    "right-top": (5 / 6, 1 / 4),
    "left": (1 / 6, 1 / 2),
    "middle": (1 / 2, 1 / 2),
    "right": (5 / 6, 1 / 2),
    "left-bottom": (1 / 6, 3 / 4),
    "bottom": (1 / 2, 3 / 4),
    "right-bottom": (5 / 6, 3 / 4),
}
FOCUS_SHARE = 0.3


@dataclass(frozen=True)
class Step:
    """One step of opening a portal: what, where it is done, whether it is."""

    title: str
    why: str
    url: str
    is_done: bool
    is_needed: bool = True


@transaction.atomic
def save_settings(*, village: Village, acting_user, values: dict, picture=None, focus="") -> None:
    """Store the words and looks; the village home is published anew if it is live.

    `picture` is an upload (raises `UploadRefused` and changes nothing then); `focus` is a
    key of `FOCUS`.
    """
    page = village.page.get_latest_revision_as_object()
    for name in PAGE_FIELDS:
        setattr(page, name, values[name])
    if picture:
        page.hero = store_picture(
            upload=picture,
            collection=village.collection,
            title=village.name,
            alt_text=values.get("picture_alt", ""),
            uploaded_by=acting_user,
            consent=True,
        )
    if page.hero and focus:
        _focus(page.hero, focus)
    for name in ROW_FIELDS:
        setattr(village, name, values[name])
    if values.get("lat") is not None and values.get("lon") is not None:
        village.lat, village.lon = values["lat"], values["lon"]
    village.save(update_fields=[*ROW_FIELDS, *POSITION])
    revision = page.save_revision(user=acting_user)
    if village.page.live:
        revision.publish(user=acting_user)
    village.page.refresh_from_db()
    activity.record("village.settings", village=village, actor=acting_user, ref=village.slug)


def _focus(image, focus: str) -> None:
    x, y = FOCUS[focus]
    image.focal_point_x = round(image.width * x)
    image.focal_point_y = round(image.height * y)
    image.focal_point_width = round(image.width * FOCUS_SHARE)
    image.focal_point_height = round(image.height * FOCUS_SHARE)
    image.save()


def focus_of(image) -> str:
    """The key of `FOCUS` nearest to the picture's focal point; "" where none is set."""
    if image is None or image.focal_point_x is None:
        return ""
    x, y = image.focal_point_x / image.width, image.focal_point_y / image.height
    return min(FOCUS, key=lambda key: (FOCUS[key][0] - x) ** 2 + (FOCUS[key][1] - y) ** 2)


def opening_steps(village: Village) -> list[Step]:
    """What a new village does before its portal opens, and what of it is done."""
    page = village.page.get_latest_revision_as_object()
    below = {"path__startswith": village.page.path}
    settings = reverse("office:settings", args=[village.slug])
    post = reverse("office:post", args=[village.slug])
    approvers = (
        Membership.objects.current()
        .filter(village=village, role__in=APPROVER_ROLES, user__is_active=True)
        .values("user")
        .distinct()
        .count()
    )
    written = any(
        model.objects.filter(**below).exists() for model in (NewsPage, NoticePage, StoryPage)
    )
    return [
        Step(
            _("Say in one sentence what your village is"),
            _("It stands in large letters on the portal."),
            settings,
            bool(page.tagline_ko or page.tagline_en),
        ),
        Step(
            _("Choose a picture of the village"),
            _("A photo from the hill or of the square is best."),
            settings,
            page.hero_id is not None,
        ),
        Step(
            _("Write the phone number and the hours of the centre"),
            _("Guests and shoppers call before they come."),
            settings,
            bool(village.phone and (page.centre_hours_ko or page.centre_hours_en)),
        ),
        Step(
            _("Write the first news or notice"),
            _("Three sentences are enough."),
            post,
            written,
        ),
        Step(
            _("Tell guests who you are"),
            _("A story with photos: where you live, what you grow, who came before you."),
            reverse("wagtailadmin_pages:add", args=["villages", "storypage", village.page_id]),
            StoryPage.objects.filter(**below).exists(),
            is_needed=False,
        ),
        Step(
            _("Name a second person who approves"),
            _("Nobody approves their own text, and everybody falls ill once."),
            reverse("office:members", args=[village.slug]),
            approvers > 1,
            is_needed=False,
        ),
    ]


@transaction.atomic
def open_portal(*, village: Village, acting_user) -> None:
    """Put a new village's portal online, with what was written before; raises `DomainError` while a needed step is open."""
    if any(step.is_needed and not step.is_done for step in opening_steps(village)):
        raise DomainError(_("Finish the steps above first."), "steps_open")
    opened = Village.objects.filter(pk=village.pk, status=VillageStatus.OPENING).update(
        status=VillageStatus.ACTIVE
    )
    if not opened:
        return
    village.status = VillageStatus.ACTIVE
    page = village.page.get_latest_revision_as_object()
    page.save_revision(user=acting_user).publish(user=acting_user)
    # What was written before the opening is found from now on.
    publishing.refresh_search(page)
    tabs.forget(village)
    activity.record("village.portal_opened", village=village, actor=acting_user, ref=village.slug)
