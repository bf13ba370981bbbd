"""What can happen to villages and hats: provisioning, granting, removing."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from villages.activity import services as activity
from villages.live import services as live
from villages.portal import addresses, minimum
from villages.portal.choices import (
    WAGTAIL_ROLES,
    Accent,
    HatState,
    Preset,
    Role,
    VillageStatus,
)
from villages.portal.errors import AddressTaken, LastManager, TooManyVillages
from villages.portal.models import (
    CommitteePage,
    DocumentShelfPage,
    EventIndexPage,
    Membership,
    NewsIndexPage,
    NoticeIndexPage,
    OldAddress,
    PlaceIndexPage,
    PlatformHomePage,
    Region,
    RegionPage,
    Village,
    VillageApprovalTask,
    VillageIndexPage,
    VillagePage,
    WaitingHat,
)

MAX_VILLAGES_WITH_GROUP = 5
SHARED_COLLECTION = "Shared"
STAFF_GROUP = "platform-staff"
EDITOR_PAGE_RIGHTS = ("add_page", "change_page")
MANAGER_PAGE_RIGHTS = (*EDITOR_PAGE_RIGHTS, "publish_page", "lock_page", "unlock_page")
# Wagtail asks for the rights of its own models, whatever model stands in their place.
COLLECTION_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
    "add_media",
    "change_media",
)
SHARED_RIGHTS = ("choose_image", "choose_document")
FILE_APPS = {"image": "wagtailimages", "document": "wagtaildocs", "media": "wagtailmedia"}
INDEXES = (
    (NoticeIndexPage, "Notices", "알림"),
    (NewsIndexPage, "News", "마을 소식"),
    (EventIndexPage, "Events", "행사"),
    (PlaceIndexPage, "Places", "둘러보기"),
    (DocumentShelfPage, "Documents", "문서함"),
)

STARTERS = (*(model for model, *_titles in INDEXES), CommitteePage)


@dataclass(frozen=True)
class NewVillage:
    """The facts a village is opened with."""

    slug: str
    name_ko: str
    name_en: str
    region_code: str
    ri_code: str = ""
    township_ko: str = ""
    township_en: str = ""
    lat: float | None = None
    lon: float | None = None
    preset: str = Preset.MIXED
    accent: str = Accent.PINE
    joined_on: date | None = None
    households: int = 0
    population: int = 0
    specialties: list[str] = field(default_factory=list)
    phone: str = ""
    tagline_ko: str = ""
    tagline_en: str = ""
    welcome_ko: str = ""
    welcome_en: str = ""
    is_demo: bool = False
    is_opening: bool = False


def ensure_platform() -> VillageIndexPage:
    """The trunk of the tree, the shared collection and the one workflow; idempotent."""
    root = Page.objects.get(depth=1)
    home = PlatformHomePage.objects.first()
    if home is None:
        home = root.add_child(instance=PlatformHomePage(title="INVIL", slug="invil"))
        from wagtail.models import Site

        Site.objects.all().delete()
        Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True, site_name="INVIL"
        )
        Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
    index = VillageIndexPage.objects.first()
    if index is None:
        index = home.add_child(instance=VillageIndexPage(title="Villages", slug="villages"))
    collection_below(Collection.get_first_root_node(), SHARED_COLLECTION)
    task, _new = VillageApprovalTask.objects.get_or_create(name="Village approval")
    workflow, _new = Workflow.objects.get_or_create(name="Village approval")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.get_or_create(page=index.page_ptr, defaults={"workflow": workflow})
    return index


@transaction.atomic
def provision_village(new: NewVillage, *, acting_user=None) -> Village:
    """Open a village: row, page, starter pages, collection, groups and rights.

    Idempotent by slug. One transaction; a second call returns the village as it is.
    With `is_opening` the portal stays offline until its manager has finished the first steps.
    Locks the province's page, since the tree must not be written twice at once.
    """
    existing = Village.objects.filter(slug=new.slug, page__isnull=False).first()
    if existing:
        return existing
    if OldAddress.objects.filter(slug=new.slug).exists():
        raise AddressTaken(_("Another village had this address before."))
    addresses.refuse_provinces(new.slug)
    index = VillageIndexPage.objects.first() or ensure_platform()
    county = Region.objects.select_related("parent").get(code=new.region_code)
    province_page = region_page(index, county.parent or county)
    page = VillagePage(
        title=new.name_en,
        slug=new.slug,
        live=not new.is_opening,
        tagline_ko=new.tagline_ko,
        tagline_en=new.tagline_en,
        welcome_ko=new.welcome_ko,
        welcome_en=new.welcome_en,
    )
    RegionPage.objects.select_for_update().get(pk=province_page.pk).add_child(instance=page)
    provinces = collection_below(Collection.get_first_root_node(), province_page.region.name_en)
    collection = collection_below(provinces, new.name_en + f" ({new.slug})")
    village = Village.objects.create(
        page=page,
        status=VillageStatus.OPENING if new.is_opening else VillageStatus.ACTIVE,
        region=county,
        collection=collection,
        managers=village_group(f"village-managers:{new.slug}"),
        editors=village_group(f"village-editors:{new.slug}"),
        **{
            name: getattr(new, name)
            for name in (
                "slug",
                "name_ko",
                "name_en",
                "ri_code",
                "township_ko",
                "township_en",
                "lat",
                "lon",
                "preset",
                "accent",
                "joined_on",
                "households",
                "population",
                "specialties",
                "phone",
                "is_demo",
            )
        },
    )
    _grant_pages(village.editors, page, EDITOR_PAGE_RIGHTS)
    _grant_pages(village.managers, page, MANAGER_PAGE_RIGHTS)
    shared = Collection.objects.get(name=SHARED_COLLECTION, depth=2)
    for group in (village.editors, village.managers):
        _grant_collection(group, collection, COLLECTION_RIGHTS)
        _grant_collection(group, shared, SHARED_RIGHTS)
    ensure_starters(page)
    activity.record("village.opened", village=village, actor=acting_user, ref=village.slug)
    return village


def ensure_starters(page: VillagePage) -> None:
    """Write what is missing below a village's home: empty lists, and the committee unpublished.

    A list that stands under another address comes back to its own, where the tabs look for
    it; another kind of page that took the address meanwhile moves aside.
    """
    titles = {model: {"title": title, "title_ko": korean} for model, title, korean in INDEXES}
    committee = {"title": "운영위원회", "content_language": "ko", "live": False}
    for model in STARTERS:
        below = page.get_children()
        there = below.filter(slug=model.address).first()
        if there is not None and there.specific_class is model:
            continue
        if there is not None:
            there = there.specific
            there.slug = f"{model.address}-{there.pk}"
            there.save()
        strayed = below.exact_type(model).order_by("path").first()
        if strayed is None:
            page.add_child(instance=model(slug=model.address, **titles.get(model, committee)))
        else:
            strayed = strayed.specific
            strayed.slug = model.address
            strayed.save()


def region_page(index: VillageIndexPage, province: Region) -> RegionPage:
    """The province's page below the finder; made with its first village."""
    page = RegionPage.objects.filter(region=province).first()
    if page is None:
        page = (
            VillageIndexPage.objects.select_for_update()
            .get(pk=index.pk)
            .add_child(
                instance=RegionPage(
                    title=province.name_en, slug=addresses.of_province(province), region=province
                )
            )
        )
    return page


def collection_below(parent: Collection, name: str) -> Collection:
    """The collection of this name; made where there is none."""
    found = parent.get_children().filter(name=name).first()
    return found or parent.add_child(instance=Collection(name=name))


def village_group(name: str) -> Group:
    """A village's group, which may enter the editor; made where there is none."""
    group, new = Group.objects.get_or_create(name=name)
    if new:
        group.permissions.add(_permission("access_admin", "wagtailadmin"))
    return group


def _permission(codename: str, app_label: str | None = None) -> Permission:
    rights = Permission.objects.filter(codename=codename)
    return rights.get(content_type__app_label=app_label) if app_label else rights.get()


def _grant_pages(group: Group, page: Page, rights: tuple[str, ...]) -> None:
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(
                group=group, page=page.page_ptr, permission=_permission(right, "wagtailcore")
            )
            for right in rights
        ]
    )


def _grant_collection(group: Group, collection: Collection, rights: tuple[str, ...]) -> None:
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group=group,
                collection=collection,
                permission=_permission(right, FILE_APPS[right.partition("_")[2]]),
            )
            for right in rights
        ]
    )


def check_room_for(*, user, village: Village, role: str) -> None:
    """Raises `TooManyVillages` where the hat would be the person's sixth village of pages."""
    if role not in WAGTAIL_ROLES:
        return
    villages = set(
        Membership.objects.current()
        .filter(user=user, role__in=WAGTAIL_ROLES)
        .values_list("village", flat=True)
    )
    if len(villages | {village.pk}) > MAX_VILLAGES_WITH_GROUP:
        raise TooManyVillages(_("One person can look after the pages of five villages at most."))


@transaction.atomic
def grant_role(*, user, village: Village, role: str, acting_user=None) -> Membership:
    """Give a person a hat; the groups follow in the same transaction. Idempotent.

    Raises `TooManyVillages`. The same hat waits for nobody any more; whether anybody must
    agree first is asked by `hats.propose`, not here.
    """
    check_room_for(user=user, village=village, role=role)
    membership, new = Membership.objects.get_or_create(
        user=user, village=village, role=role, defaults={"granted_by": acting_user}
    )
    if membership.until and membership.until < timezone.localdate():
        membership.until = None
        membership.save(update_fields=["until"])
        new = True
    WaitingHat.objects.filter(user=user, village=village, role=role, state=HatState.WAITING).update(
        state=HatState.GIVEN, answered_by=acting_user, answered_at=timezone.now()
    )
    sync_access(user)
    if new:
        activity.record(
            "role.granted",
            village=village,
            actor=acting_user,
            ref=membership.pk,
            data={"role": role, "user": user.pk},
        )
    return membership


@transaction.atomic
def remove_role(*, membership: Membership, acting_user, is_sure: bool = True) -> None:
    """Take a hat off; the last manager cannot be removed.

    Raises `LastManager`; and `TooFewPeople` unless `is_sure`, where fewer than two could
    approve afterwards. Two removals at once leave one manager: the village row is written
    first, so the second waits and counts again.
    """
    village = membership.village
    Village.objects.hold(village)
    if membership.role == Role.MANAGER:
        lasting = Membership.objects.lasting_managers(village)
        if not lasting.exclude(pk=membership.pk).exists():
            raise LastManager(
                _("A village keeps one manager. Name the successor first, then remove this one.")
            )
    if not is_sure:
        minimum.ask_first(village, without=membership)
    user, role = membership.user, membership.role
    if not Membership.objects.filter(pk=membership.pk).delete()[0]:
        return  # somebody took it off meanwhile
    sync_access(user)
    activity.record(
        "role.removed", village=village, actor=acting_user, ref=user.pk, data={"role": role}
    )


def sync_access(user) -> None:
    """Make a person's groups follow from the hats; called with every change of a hat.

    On commit their open sockets fall silent where they may hear nothing any more.
    """
    wanted = set()
    for membership in (
        Membership.objects.current()
        .filter(user=user, role__in=WAGTAIL_ROLES)
        .exclude(village__status=VillageStatus.ARCHIVED)
        .select_related("village")
    ):
        village = membership.village
        wanted.add(village.managers_id if membership.role == Role.MANAGER else village.editors_id)
    ours = set(
        user.groups.filter(name__regex=r"^village-(managers|editors):").values_list("pk", flat=True)
    )
    user.groups.remove(*(ours - wanted))
    user.groups.add(*(wanted - ours))
    user.__dict__.pop("_roles_in", None)
    live.rights_changed(user=user)


def ensure_staff_group() -> Group:
    """The group of the platform's staff with its rights; made where there is none."""
    group, new = Group.objects.get_or_create(name=STAFF_GROUP)
    if new:
        group.permissions.add(_permission("access_admin", "wagtailadmin"))
        index = VillageIndexPage.objects.first() or ensure_platform()
        _grant_pages(group, index, MANAGER_PAGE_RIGHTS)
        _grant_collection(group, Collection.get_first_root_node(), COLLECTION_RIGHTS)
    return group


def sync_staff(user) -> None:
    """Platform staff look after every page below the finder; nobody else is in the group.

    Called whenever an account is written: it costs nothing where nothing changed hands.
    """
    if user.is_staff and user.is_active:
        user.groups.add(ensure_staff_group())
    else:
        user.groups.remove(*user.groups.filter(name=STAFF_GROUP))
