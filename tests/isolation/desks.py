"""Every form of a village's offices, with what its rightful person writes into it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from tests.factories import market
from tests.isolation.conftest import BACKEND, MARKER, account
from tests.media.test_documents import pdf
from tests.media.test_recordings import sound
from tests.portal.test_posting import photo

OFFICE, STALL = "/office/yanggu-toegye", "/office/yanggu-toegye/stall"
BOARD = "/villages/yanggu-toegye/board/"
REGISTER = "/staff/villages/yanggu-toegye/"
TODAY = "2026-05-01"


@dataclass(frozen=True)
class Case:
    """One form: who may send it, from which screen, with what, and which table it writes to."""

    route: str
    writes: str
    screen: str | None
    action: str = ""
    has: str = ""
    who: str = "manager"
    answers: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    good: tuple[int, ...] = (302,)
    note: str = ""

    @property
    def name(self) -> str:
        """For the test's name."""
        return self.route + (f"-{self.note}" if self.note else "")


def _day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def workday(days: int):
    """The first day of work, so many days from today or later."""
    from villages.portal.workdays import is_workday

    day = timezone.localdate() + timedelta(days=days)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


SCREENS = (
    # texts and pictures
    Case("office:post", "wagtailcore_page", f"{OFFICE}/post/", who="editor",
         answers={"title": "Taken", "text": "Taken"}),
    Case("office:post-kind", "wagtailcore_page", f"{OFFICE}/post/notice/", who="editor",
         answers={"title": "Taken", "text": "Taken"}),
    Case("office:picture", "media_villageimage", None, f"{OFFICE}/post/pictures/", who="editor",
         answers={"client_key": "a-key"}, files={"picture": "photo"}, good=(200,)),
    Case("office:edit", "wagtailcore_revision", f"{OFFICE}/pages/{{text}}/edit/",
         answers={"title": "Taken over"}),
    Case("office:album", "wagtailcore_revision", f"{OFFICE}/pages/{{album}}/album/",
         answers={"title": "Taken over"}),
    Case("office:send", "wagtailcore_page", f"{OFFICE}/pages/{{text}}/",
         f"{OFFICE}/pages/{{text}}/send/"),
    Case("office:withdraw", "wagtailcore_workflowstate", f"{OFFICE}/pages/{{page}}/",
         f"{OFFICE}/pages/{{page}}/withdraw/"),
    Case("office:versions", "wagtailcore_revision", f"{OFFICE}/pages/{{text}}/versions/",
         has="version"),
    Case("office:approval", "wagtailcore_workflowstate", f"{OFFICE}/approvals/{{page}}/",
         answers={"approve": "1"}),
    Case("office:call-off", "villages_eventpage", f"{OFFICE}/pages/{{event}}/",
         f"{OFFICE}/pages/{{event}}/call-off/"),
    # recordings
    Case("office:recordings", "media_villagemedia", f"{OFFICE}/recordings/", has="transcript",
         who="editor", answers={"title": "Taken"}, files={"file": "sound"}),
    Case("office:recording", "media_mediawords", f"{OFFICE}/recordings/{{recording}}/",
         has="w-transcript", who="editor", answers={"w-transcript": "Taken"}),
    Case("office:recording", "wagtailcore_page", f"{OFFICE}/recordings/{{recording}}/",
         has="s-title", who="editor", answers={"s-title": "Taken", "s-text": "Taken"},
         note="story"),
    Case("office:recording-remove", "media_villagemedia", f"{OFFICE}/recordings/{{recording}}/",
         f"{OFFICE}/recordings/{{recording}}/remove/", who="editor"),
    # people
    Case("office:members", "villages_invitation", f"{OFFICE}/members/", has="role",
         answers={"name": "Okja", "role": "editor", "who": "okja@invil.example"}),
    Case("office:members", "villages_membership", f"{OFFICE}/members/", has="role",
         answers={"name": "Okja", "role": "reporter", "who": "{guest_mail}"}, note="at-once"),
    Case("office:members", "villages_waitinghat", f"{OFFICE}/members/", has="role",
         answers={"name": "Okja", "role": "editor", "who": "{guest_mail}"}, note="to-agree-to"),
    Case("office:hat", "villages_membership", f"{OFFICE}/approvals/hats/{{waiting_hat}}/",
         who="elder", answers={"agree": "1"}),
    Case("office:hat", "villages_waitinghat", f"{OFFICE}/approvals/hats/{{waiting_hat}}/",
         who="elder", answers={"refuse": "1", "reason": "Taken"}, note="no"),
    Case("office:hat-back", "villages_waitinghat", f"{OFFICE}/members/",
         f"{OFFICE}/members/waiting/{{waiting_hat}}/back/"),
    Case("office:hat-give", "villages_membership", f"{OFFICE}/members/",
         f"{OFFICE}/members/waiting/{{alone_hat}}/give/"),
    Case("office:remove-hat", "villages_membership", f"{OFFICE}/members/",
         f"{OFFICE}/members/{{hat}}/remove/"),
    Case("office:hat-down", "villages_membership", f"{OFFICE}/my-hats/", has="", who="seller",
         action=f"{OFFICE}/my-hats/{{own_hat}}/"),
    Case("office:uninvite", "villages_invitation", f"{OFFICE}/members/",
         f"{OFFICE}/invitations/{{invitation}}/withdraw/"),
    Case("office:handover", "villages_handover", f"{OFFICE}/handover/",
         answers={"successor": "{user}", "ends_on": _day(20)}),
    Case("office:handover", "villages_handover", f"{OFFICE}/handover/", has="done", who="leaver",
         answers={"note": "Taken"}, note="running"),
    Case("office:handover-cancel", "villages_handover", f"{OFFICE}/handover/",
         f"{OFFICE}/handover/cancel/", who="leaver"),
    # the village's face
    Case("office:settings", "villages_villagepage", f"{OFFICE}/settings/",
         answers={"tagline_en": "Taken"}),
    Case("office:export", "activity_activity", f"{OFFICE}/settings/", f"{OFFICE}/export/",
         good=(200,)),
    Case("office:start", "villages_village", "/office/yanggu-new/start/", who="opener"),
    # money
    Case("office:fund", "villages_fundline", f"{OFFICE}/fund/", has="amount",
         answers={"text": "Taken", "amount": "5", "kind": "in"}),
    Case("office:fund-answer", "villages_fundquestion", f"{OFFICE}/fund/questions/{{question}}/",
         answers={"answer": "Taken"}),
    Case("office:fund-take-back", "villages_fundline", f"{OFFICE}/fund/{{fund_line}}/take-back/",
         answers={"reason": "Taken"}),
    # forms and their answers
    Case("office:form-make", "villages_formpage", f"{OFFICE}/forms/",
         f"{OFFICE}/forms/new/volunteers/"),
    Case("office:form-answer", "villages_villagesubmission", f"{OFFICE}/forms/{{form}}/",
         f"{OFFICE}/forms/{{form}}/{{sent}}/"),
    Case("office:form-answer", "villages_villagesubmission", f"{OFFICE}/forms/{{form}}/",
         f"{OFFICE}/forms/{{form}}/{{sent}}/", has="delete", answers={"delete": "1"},
         note="delete"),
    Case("office:form-table", "activity_activity", f"{OFFICE}/forms/{{form}}/",
         f"{OFFICE}/forms/{{form}}/table/", good=(200,)),
    Case("office:form", "villages_villagesubmission", f"{OFFICE}/forms/{{form}}/",
         f"{OFFICE}/forms/{{form}}/{{sent}}/", note="screen"),
    # ties, circulars, documents
    Case("office:ties", "villages_sistervillage", f"{OFFICE}/ties/?q=Yesong", has="s-sister",
         answers={"act": "sister", "s-sister": "{yesong}"}),
    Case("office:ties", "villages_partnerbody", f"{OFFICE}/ties/", has="p-name",
         answers={"act": "partner", "p-name": "Taken"}, note="partner"),
    Case("office:tie-remove", "villages_sistervillage", f"{OFFICE}/ties/",
         f"{OFFICE}/ties/sister/{{sister}}/remove/"),
    Case("office:tie-english", "villages_sistervillage",
         f"{OFFICE}/ties/sister/{{sister}}/english/", answers={"together_en": "Taken"}),
    Case("office:circulars", "villages_circular", f"{OFFICE}/circulars/",
         answers={"title": "Taken", "text": "Taken"}),
    Case("office:circular", "villages_circular", f"{OFFICE}/circulars/{{letter}}/",
         f"{OFFICE}/circulars/{{letter}}/remind/", note="screen"),
    Case("office:circular-remind", "villages_circular", f"{OFFICE}/circulars/{{letter}}/",
         f"{OFFICE}/circulars/{{letter}}/remind/"),
    Case("office:circular-english", "villages_circular",
         f"{OFFICE}/circulars/{{letter}}/english/", answers={"title_en": "Taken"}),
    Case("village:circular", "villages_circularreceipt",
         "/villages/yanggu-toegye/circulars/{letter}/", who="editor"),
    Case("office:minutes", "villages_committeeminutes", f"{OFFICE}/minutes/",
         answers={"title": "Taken", "body": "Taken", "held_on": TODAY}),
    Case("office:minutes-edit", "villages_committeeminutes", f"{OFFICE}/minutes/{{meeting}}/",
         answers={"title": "Taken"}),
    Case("office:documents", "villages_shelfdocument", f"{OFFICE}/documents/", has="kind",
         answers={"title": "Taken", "on": TODAY}, files={"upload": "paper"}),
    Case("office:document-remove", "villages_shelfdocument", f"{OFFICE}/documents/",
         f"{OFFICE}/documents/{{shelved}}/remove/"),
    Case("office:document-english", "villages_shelfdocument",
         f"{OFFICE}/documents/{{shelved}}/english/", answers={"title_en": "Taken"}),
    Case("office:disclosure", "villages_disclosurerequest",
         f"{OFFICE}/documents/requests/{{asked}}/", has="state",
         answers={"state": "refused", "text": "Taken"}),
    Case("office:disclosure-longer", "villages_disclosurerequest",
         f"{OFFICE}/documents/requests/{{asked}}/",
         f"{OFFICE}/documents/requests/{{asked}}/longer/", answers={"reason": "Taken"}),
    Case("office:report", "moderation_queueitem", f"{OFFICE}/reports/",
         f"{OFFICE}/reports/{{item}}/", answers={"hide": "1", "reason": "Taken"}),
    # talk of a board that only Toegye's people read
    Case("community:new", "community_thread", f"{BOARD}new/", who="editor",
         answers={"title": "Taken", "body": "Taken"}),
    Case("community:reply", "community_post", f"{BOARD}{{thread}}/", f"{BOARD}{{thread}}/reply/",
         who="editor", answers={"body": "Taken"}),
    Case("community:edit", "community_post", "/talk/posts/{post}/edit/", who="editor",
         answers={"body": "Taken"}),
    Case("community:take-back", "community_post", "/talk/posts/{post}/edit/",
         "/talk/posts/{post}/take-back/", who="editor"),
    Case("community:thank", "community_thanks", f"{BOARD}{{thread}}/",
         "/talk/posts/{post}/thanks/"),
    Case("community:report", "moderation_report", "/talk/posts/{post}/report/",
         answers={"reason": "rude"}),
    # the stall
    Case("stall:new-goods", "catalogue_product", f"{STALL}/goods/new/", who="seller",
         answers={"title_ko": "꿀", "price": "5000", "stock": "3", "category": "{shelf}",
                  "unit_ko": "1병", "origin_ko": "양구"}),
    Case("stall:edit-goods", "catalogue_product", f"{STALL}/goods/{{honey}}/", has="title_ko",
         who="seller", answers={"title_ko": "가져간 꿀", "unit_ko": "1병", "origin_ko": "양구"}),
    Case("stall:stock", "partner_stockrecord", f"{STALL}/goods/{{honey}}/",
         f"{STALL}/goods/{{honey}}/stock/", who="seller", answers={"delta": "1"}),
    Case("stall:show", "catalogue_product", f"{STALL}/goods/", f"{STALL}/goods/{{honey}}/show/",
         who="seller"),
    Case("stall:prepare", "orders_villageorder", f"{STALL}/orders/{{paid}}/",
         f"{STALL}/orders/{{paid}}/prepare/", who="seller"),
    Case("stall:ship", "orders_villageorder", f"{STALL}/orders/{{paid}}/",
         f"{STALL}/orders/{{paid}}/ship/", who="seller", answers={"tracking": "123456789012"}),
    Case("stall:deliver", "orders_villageorder", f"{STALL}/orders/{{shipped}}/",
         f"{STALL}/orders/{{shipped}}/deliver/", who="seller"),
    Case("stall:cancel", "orders_villageorder", f"{STALL}/orders/{{paid}}/",
         f"{STALL}/orders/{{paid}}/cancel/", who="seller", answers={"reason": "Taken"}),
    Case("stall:settings", "partner_partner", f"{STALL}/settings/",
         answers={"legal_name_ko": "퇴계마을", "representative": "김", "address": "양구",
                  "business_no": "123-45-67891", "mail_order_no": "1", "phone": "033-480-0001"}),
    Case("stall:sale", "order_order", f"{STALL}/sale/", who="seller",
         answers={"n{honey}": "1"}),
    # the platform's own desks
    Case("register:village", "villages_village", REGISTER, has="slug", who="staff",
         answers={"act": "rename", "name_en": "Taken"}, note="rename"),
    Case("register:village", "villages_village", REGISTER, has="region", who="staff",
         answers={"act": "move", "region": "{county}"}, note="move"),
    Case("register:village", "media_room", REGISTER, has="gigabytes", who="staff",
         answers={"act": "room", "gigabytes": "1"}, note="room"),
    Case("register:village", "villages_village", REGISTER, has="reason", who="staff",
         answers={"act": "archive", "reason": "Taken"}, note="rest"),
    Case("register:merge", "villages_village",
         "/staff/villages/wando-yesong/merge/?into={toegye}", has="sure", who="staff",
         answers={"sure": "on"}),
    Case("register:new", "villages_village", "/staff/villages/new/", who="staff",
         answers={"name_ko": "새마을", "name_en": "New", "slug": "yanggu-more",
                  "region": "{county}", "manager_name": "Okja"}),
    Case("register:import", "villages_villageimport", "/staff/villages/import/", who="staff",
         files={"file": "list"}),
    Case("register:import-list", "villages_villageimport", "/staff/villages/import/{listing}/",
         who="staff"),
    Case("register:holidays", "villages_oneyearholiday", "/staff/holidays/", has="on",
         who="staff", answers={"on": workday(30).isoformat(), "name": "Taken"}),
    Case("register:holiday-remove", "villages_oneyearholiday", "/staff/holidays/",
         "/staff/holidays/{rest}/remove/", who="staff"),
    Case("register:people", "villages_appointment", "/staff/people/", has="email", who="root",
         answers={"kind": "officer", "name": "Taken", "email": "taken@invil.example",
                  "region": "{county}"}),
    Case("register:appointment-withdraw", "villages_appointment", "/staff/people/",
         "/staff/people/invitations/{appointment}/withdraw/", who="root"),
    Case("register:officer-end", "villages_officerpost", "/staff/people/",
         "/staff/people/officers/{officers_post}/end/", who="root"),
    Case("register:staff-end", "accounts_user", "/staff/people/",
         "/staff/people/staff/{member}/end/", who="root"),
    Case("register:lost-phone", "mfa_authenticator", "/staff/people/lost-phone/", has="login",
         who="root", answers={"login": "{keyed}", "reason": "The phone fell into the sea."}),
    Case("register:password-letter", "activity_activity", "/staff/accounts/?q={keyed}",
         "/staff/accounts/{keyed_pk}/letter/", who="staff"),
    Case("desk:shelves", "catalogue_category", "/staff/shop/shelves/", has="name_ko",
         who="staff", answers={"name_ko": "가져간 것", "name_en": "Taken"}),
    Case("desk:shelf", "catalogue_category", "/staff/shop/shelves/{shelf}/", who="staff",
         answers={"name_ko": "가져간 것", "name_en": "Taken"}),
    Case("desk:remove-shelf", "catalogue_category", "/staff/shop/shelves/",
         "/staff/shop/shelves/{bare}/remove/", who="staff"),
    Case("desk:stall", "partner_partner", "/staff/shop/stalls/yanggu-toegye/", has="reason",
         who="staff", answers={"reason": "Taken"}),
    Case("desk:share", "partner_partner", "/staff/shop/stalls/yanggu-toegye/",
         "/staff/shop/stalls/yanggu-toegye/share/", who="staff", answers={"percent": "9"}),
    Case("register:news-feature", "villages_newspage", "/staff/news/",
         "/staff/news/{public}/", who="staff", answers={"feature": "1"}),
)  # fmt: skip


def prepare(secrets: dict) -> dict:
    """More of Toegye's things, for the forms that need one; and its people's browsers."""
    from villages.portal.models import Membership, Region, Village

    toegye = Village.objects.select_related("page", "region").get(slug="yanggu-toegye")
    boss = account(f"Boss {MARKER}", "manager", toegye)
    leaver = Membership.objects.get(village=toegye, role="manager", until__isnull=False).user
    guest = account("Guest")
    people = {
        "manager": boss,
        "leaver": leaver,
        "editor": Membership.objects.get(pk=secrets["hat"]).user,
        "seller": account("Seller", "seller", toegye),
        "elder": Membership.objects.get(village=toegye, role="committee").user,
        "staff": account("Staff"),
        "opener": _opening(),
        "root": account("Root"),
    }
    people["staff"].is_staff = True
    people["staff"].save()
    people["root"].is_staff = people["root"].is_superuser = True
    people["root"].save()
    keys = {name: value for name, value in secrets.items() if name != "line"}
    keys |= {
        "guest_mail": guest.email,
        "toegye": toegye.pk,
        "yesong": Village.objects.get(slug="wando-yesong").pk,
        "county": Region.objects.get(code="42810").pk,
        "alone_hat": _alone(toegye, boss),
        "own_hat": people["seller"].memberships.get().pk,
        **_texts(toegye, boss),
        **_office(toegye, boss, people["staff"]),
        **_stall(toegye),
        **_platform(people["root"], people["staff"]),
    }
    return {"keys": keys, "own": {name: _browser(user) for name, user in people.items()}}


def _browser(user) -> Client:
    browser = Client(raise_request_exception=False, HTTP_ORIGIN="http://testserver")
    browser.force_login(user, backend=BACKEND)
    return browser


def _alone(toegye, boss) -> int:
    """A hat that waits about the committee's only member: nobody else of it can agree."""
    from villages.portal.models import Membership, WaitingHat

    elder = Membership.objects.get(village=toegye, role="committee").user
    return WaitingHat.objects.create(village=toegye, user=elder, role="editor", asked_by=boss).pk


def _opening():
    """The manager of a village that is ready to open its portal."""
    from media.services import store_picture
    from villages.portal import posting
    from villages.portal.services import NewVillage, provision_village

    village = provision_village(
        NewVillage(
            slug="yanggu-new",
            name_ko="새마을",
            name_en="New Village",
            region_code="42800",
            is_opening=True,
            tagline_ko="새",
            tagline_en="New",
            welcome_ko="어서 오세요",
            welcome_en="Welcome",
            phone="033-480-0000",
            lat=38.0,
            lon=128.0,
        )
    )
    boss = account("Opener", "manager", village)
    page = village.page
    page.hero = store_picture(
        upload=ContentFile(photo().read(), name="h.jpg"), collection=village.collection, title="H"
    )
    page.centre_hours_en = "9 to 5"
    page.save()
    draft = posting.Draft(kind="news", title="First", text="First", language="en")
    posting.write_page(village=village, author=boss, draft=draft)
    return boss


def _texts(toegye, boss) -> dict:
    from villages.portal import posting

    def draft(kind: str = "news", **more):
        return posting.Draft(kind=kind, title="A text", text="Words", language="en", **more)

    text = posting.write_page(village=toegye, author=boss, draft=draft())
    text = posting.rewrite_page(
        page=text, author=boss, title="A text", text="Other", base=text.latest_revision_id
    )
    public = posting.write_page(village=toegye, author=boss, draft=draft())
    posting.publish_own(page=public, author=boss)
    pictures = [ContentFile(photo().read(), name=f"{n}.jpg") for n in range(2)]
    album = posting.write_page(
        village=toegye, author=boss, draft=draft("photos", pictures=pictures, consent=True)
    )
    event = posting.write_page(
        village=toegye,
        author=boss,
        draft=draft("event", starts_at=timezone.now() + timedelta(days=9), place="The hall"),
    )
    posting.publish_own(page=event, author=boss)
    return {"text": text.pk, "public": public.pk, "album": album.pk, "event": event.pk}


def _office(toegye, boss, staff) -> dict:
    from villages.portal import holidays, recordings, shelf, ties
    from villages.portal.models import Village, VillageImport

    document = shelf.put_document(
        village=toegye,
        title="Rules",
        on=timezone.localdate(),
        kind="other",
        upload=ContentFile(pdf(), name="rules.pdf"),
        acting_user=boss,
    )
    sister = ties.add_sister(
        village=toegye,
        sister=Village.objects.get(slug="yanggu-haean"),
        since=2019,
        together="",
        acting_user=boss,
    )
    row = {"slug": "inje-row", "name_ko": "줄마을", "name_en": "Row", "county_code": "42810"}
    rows = [row | dict.fromkeys(_columns() - row.keys(), "")]
    listing = VillageImport.objects.create(rows=rows, created_by=staff)
    recording = recordings.keep(
        village=toegye, author=boss, upload=ContentFile(sound(), name="a.wav"), title="A tune",
        language="ko", transcript="",
    )  # fmt: skip
    rest, _changed = holidays.add(on=workday(60), name="A day", acting_user=staff)
    return {
        "shelved": document.pk,
        "sister": sister.pk,
        "listing": listing.pk,
        "recording": recording.pk,
        "rest": rest.pk,
    }


def _platform(root, member) -> dict:
    """An officer of Toegye's own county, somebody invited, somebody of the staff, one with a key."""
    from allauth.mfa.models import Authenticator

    from villages.portal import appointments
    from villages.portal.models import Region

    county = Region.objects.get(code="42800")
    invited = appointments.invite(
        kind="staff", name="Somebody", email="somebody@invil.example", acting_user=root
    )
    post = appointments.name_officer(user=account("Officer"), region=county, acting_user=root)
    keyed = account("Keyed")
    Authenticator.objects.create(user=keyed, type=Authenticator.Type.TOTP, data={})
    return {
        "appointment": invited.pk,
        "officers_post": post.pk,
        "member": member.pk,
        "keyed": keyed.email,
        "keyed_pk": keyed.pk,
    }


def _columns() -> set[str]:
    from villages.portal.importing import NEEDED, OPTIONAL

    return {*NEEDED, *OPTIONAL}


def _stall(toegye) -> dict:
    from marketplace.goods.services import put_category
    from marketplace.orders.services import states

    stall = toegye.stall
    honey = market.product(stall, stock=30, title="꿀")
    parts = {}
    for name in ("paid", "shipped"):
        order = market.order((honey, 1))
        states.mark_paid(order=order)
        parts[name] = order.village_orders.get()
    states.ship(part=parts["shipped"], carrier="post", tracking="123", acting_user=None)
    return {
        "honey": honey.pk,
        "shelf": honey.categories.get().pk,
        "bare": put_category(slug="bare", name_ko="빈 분류", name_en="Bare").pk,
        **{name: part.pk for name, part in parts.items()},
    }
