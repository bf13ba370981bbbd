"""Two people, one moment: nothing is doubled, nothing is lost; on both databases."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

import pytest

from media.models import PhoneUpload, VillageDocument, VillageImage
from tests.at_once import at_once, refusals
from tests.isolation.requests import form_on
from tests.media.test_documents import pdf
from tests.portal.test_posting import photo
from villages.activity.models import Activity
from villages.core.errors import DomainError
from villages.portal import (
    albums,
    bookings,
    circulars,
    news_desk,
    posting,
    shelf,
    ties,
    versions,
    village_forms,
)
from villages.portal.errors import ChangedMeanwhile, RoomTaken, ShelfRefused
from villages.portal.models import (
    CircularReceipt,
    DisclosureRequest,
    FormPage,
    NewsPage,
    SisterVillage,
    TiesPage,
    Village,
    VillageSubmission,
)

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]


def story(village, author, text: str = "Red", **more) -> NewsPage:
    draft = posting.Draft(kind="news", title="Apples", text=text, language="en", **more)
    return posting.write_page(village=village, author=author, draft=draft)


def words_of(page) -> str:
    return posting.text_of(NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object())


# --- documents


def test_two_answers_to_one_request_are_one_and_one_file(haean, manager_of, resident_of):
    bosses, asker = [manager_of(haean) for _ in range(2)], resident_of(haean)
    asked = shelf.ask(village=haean, user=asker, text="The rules", shown="public")

    def answer(boss):
        return shelf.answer(
            request=DisclosureRequest.objects.select_related("village", "asker").get(pk=asked.pk),
            state="given",
            text="Here",
            upload=ContentFile(pdf(), name="rules.pdf"),
            acting_user=boss,
        )

    found = at_once(*(lambda b=b: answer(b) for b in bosses * 2))
    assert refusals(found) == [ShelfRefused] * 3
    asked.refresh_from_db()
    winner = bosses[found.index(None) % 2]
    assert (asked.state, asked.answered_by) == ("given", winner)
    assert VillageDocument.objects.count() == 1
    assert asker.inbox.filter(kind="shelf.answered").count() == 1
    assert Activity.objects.filter(kind="shelf.answered").count() == 1


def test_the_same_request_tapped_twice_is_one(haean, resident_of):
    asker = resident_of(haean)
    found = at_once(
        *(lambda: shelf.ask(village=haean, user=asker, text="Rules", shown="public"),) * 3
    )
    assert len(refusals(found)) == 2
    assert DisclosureRequest.objects.count() == 1


# --- the centre's booking form


@pytest.fixture
def booking(haean, manager_of) -> FormPage:
    """The form for the village centre."""
    return village_forms.make_form(village=haean, kind="centre", acting_user=manager_of(haean))


def answers_to(page: FormPage, name: str) -> tuple[str, dict]:
    """Where the form goes, and what a guest of this name writes into it."""
    address = f"/villages/{page.village.slug}/{page.slug}/"
    form = form_on(Client(), address)
    said = {
        "singleline": name,
        "date": (timezone.localdate() + timedelta(days=7)).isoformat(),
        "number": "12",
        "multiline": "A birthday",
    }
    answers = {
        field.clean_name: said.get(field.field_type) or field.choices.splitlines()[0]
        for field in page.form_fields.all()
    }
    phone = page.form_fields.get(label="Phone number").clean_name
    return address, form.filled(**answers | {phone: "010-1234-5678"}, invil_consent="on")


def test_a_form_sent_by_a_double_tap_is_one_answer(booking):
    address, data = answers_to(booking, "Okja")
    found = at_once(*(lambda: Client().post(address, data).status_code,) * 4)
    # Whoever taps twice is thanked twice.
    assert found == [302] * 4
    assert VillageSubmission.objects.count() == 1
    assert Activity.objects.filter(kind="form.sent").count() == 1


def test_the_same_answers_next_week_are_a_new_answer(booking):
    address, data = answers_to(booking, "Okja")
    Client().post(address, data)
    VillageSubmission.objects.update(submit_time=timezone.now() - timedelta(days=7))
    Client().post(address, data)
    assert VillageSubmission.objects.count() == 2


def test_two_clerks_give_the_room_once(haean, booking, manager_of):
    """Each answers another guest, at one moment: one gets the room, one clerk is told."""
    for name in ("Okja", "Sunja"):
        Client().post(*answers_to(booking, name))
    bosses = [manager_of(haean) for _ in range(2)]

    def give(sent, boss):
        return lambda: bookings.give(submission=sent, village=haean, acting_user=boss)

    sent = VillageSubmission.objects.all()
    found = at_once(*(give(*pair) for pair in zip(sent, bosses, strict=True)))
    assert refusals(found) == [RoomTaken]
    assert VillageSubmission.objects.filter(taken_on__isnull=False).count() == 1
    assert Activity.objects.filter(kind="room.given").count() == 1


def test_the_database_itself_gives_the_room_once(booking):
    """Whatever passes the service by is refused by the constraint."""
    rows = [VillageSubmission.objects.create(page=booking, form_data={}) for _ in range(2)]
    taken = {"taken_on": timezone.localdate(), "taken_part": "Morning"}
    VillageSubmission.objects.filter(pk=rows[0].pk).update(**taken)
    with pytest.raises(IntegrityError):
        VillageSubmission.objects.filter(pk=rows[1].pk).update(**taken)


def test_one_clerk_who_taps_twice_gives_the_room_once(haean, booking, manager_of):
    Client().post(*answers_to(booking, "Okja"))
    boss, sent = manager_of(haean), VillageSubmission.objects.get()
    found = at_once(*(lambda: bookings.give(submission=sent, village=haean, acting_user=boss),) * 3)
    assert refusals(found) == []
    assert Activity.objects.filter(kind="room.given").count() == 1


def test_two_people_who_want_the_room_at_one_time_both_stand_in_the_office(booking):
    """The form promises a call, not the room: the office sees both and decides."""
    sent = [answers_to(booking, name) for name in ("Okja", "Sunja")]
    found = at_once(*(lambda s=s: Client().post(*s).status_code for s in sent))
    assert found == [302, 302]
    said = [one.form_data["your_name"] for one in VillageSubmission.objects.all()]
    assert sorted(said) == ["Okja", "Sunja"]


def test_one_pattern_made_twice_is_one_form(haean, manager_of):
    boss = manager_of(haean)

    def make():
        village = Village.objects.select_related("page").get(pk=haean.pk)
        return village_forms.make_form(village=village, kind="volunteers", acting_user=boss).pk

    assert len(set(at_once(make, make, make))) == 1
    assert FormPage.objects.filter(original=None).count() == 1


# --- circulars


def test_a_receipt_tapped_twice_is_one_row_with_the_first_time(haean, manager_of, resident_of):
    boss, reader = manager_of(haean), resident_of(haean)
    letter = circulars.send(village=haean, title="Water", text="Off at ten", acting_user=boss)
    receipt = CircularReceipt.objects.get(circular=letter, user=reader)

    def tap():
        circulars.mark_read(receipt=CircularReceipt.objects.get(pk=receipt.pk))

    at_once(tap, tap, tap)
    receipt.refresh_from_db()
    first = receipt.read_at
    assert first is not None
    tap()
    receipt.refresh_from_db()
    assert receipt.read_at == first
    assert CircularReceipt.objects.filter(circular=letter, user=reader).count() == 1


def test_a_circular_sent_twice_and_reminded_twice_goes_once(haean, manager_of, resident_of):
    boss, reader = manager_of(haean), resident_of(haean)

    def send():
        return circulars.send(village=haean, title="Water", text="Off", acting_user=boss)

    letters = at_once(send, send, send)
    assert len({letter.pk for letter in letters}) == 1
    found = at_once(*(lambda: circulars.remind(circular=letters[0], acting_user=boss),) * 3)
    assert len(refusals(found)) == 2
    kinds = reader.inbox.values_list("kind", flat=True)
    assert sorted(kinds) == ["circular.reminded", "circular.sent"]


# --- ties


def test_a_tie_entered_from_both_sides_and_twice_is_one_on_each_portal(haean, toegye, manager_of):
    """Each village speaks for itself: one line on each portal, never two, never none."""
    bosses = {village.pk: manager_of(village) for village in (haean, toegye)}

    def enter(village, sister):
        own = Village.objects.select_related("page").get(pk=village.pk)
        return ties.add_sister(
            village=own, sister=sister, since=2019, together="", acting_user=bosses[own.pk]
        )

    found = at_once(
        *(lambda: enter(haean, toegye), lambda: enter(toegye, haean)) * 2,
    )
    assert len(refusals(found)) == 2
    pairs = sorted(SisterVillage.objects.values_list("village", "sister"))
    assert pairs == sorted([(haean.pk, toegye.pk), (toegye.pk, haean.pk)])
    assert TiesPage.objects.count() == 2


# --- texts


def test_of_two_who_change_one_text_one_is_told_and_no_version_is_lost(haean, manager_of):
    bosses = [manager_of(haean) for _ in range(2)]
    page = story(haean, bosses[0])
    first = page.latest_revision_id
    page = posting.rewrite_page(page=page, author=bosses[0], title="A", text="Green", base=first)
    base = NewsPage.objects.get(pk=page.pk).latest_revision_id

    def fresh():
        return NewsPage.objects.get(pk=page.pk)

    found = at_once(
        lambda: versions.bring_back(page=fresh(), version=first, base=base, author=bosses[0]),
        lambda: posting.rewrite_page(
            page=fresh(), author=bosses[1], title="A", text="Yellow", base=base
        ),
        lambda: versions.bring_back(page=fresh(), version=first, base=base, author=bosses[1]),
    )
    assert refusals(found) == [ChangedMeanwhile] * 2
    now = fresh()
    assert now.revisions.count() == 3
    assert now.latest_revision_id == now.revisions.order_by("-pk").first().pk
    assert words_of(now) == ("Yellow" if not isinstance(found[1], DomainError) else "Red")
    assert now.revisions.filter(pk__in=[first, base]).count() == 2


def test_an_album_moved_from_three_phones_keeps_every_picture(haean, manager_of):
    boss = manager_of(haean)
    pictures = [ContentFile(photo().read(), name=f"{n}.jpg") for n in range(4)]
    draft = posting.Draft(
        kind="photos", title="Hills", text="", language="en", pictures=pictures, consent=True
    )
    page = posting.write_page(village=haean, author=boss, draft=draft)
    before, base = page.revisions.count(), page.latest_revision_id
    keys = [one.key for one in albums.photos_of(page)]

    def move(act, number):
        fresh = type(page).objects.get(pk=page.pk)
        step = albums.Move(act, keys[number])
        albums.arrange(page=fresh, author=boss, base=base, words={}, move=step)

    found = at_once(lambda: move("down", 0), lambda: move("up", 3), lambda: move("down", 1))
    assert refusals(found) == [ChangedMeanwhile] * 2
    now = type(page).objects.get(pk=page.pk)
    shown = [one.image_id for one in now.get_latest_revision_as_object().pictures.all()]
    assert len(set(shown)) == 4
    assert now.revisions.count() == before + 1


def test_one_text_written_by_a_double_tap_is_one(haean, manager_of):
    boss = manager_of(haean)

    def write():
        village = Village.objects.select_related("page").get(pk=haean.pk)
        return story(village, boss, client_key="0123456789abcdef").pk

    assert len(set(at_once(write, write, write))) == 1
    assert NewsPage.objects.filter(title="Apples").count() == 1


def test_texts_of_one_headline_at_one_moment_are_all_kept(haean, manager_of):
    boss = manager_of(haean)

    def write():
        return story(Village.objects.select_related("page").get(pk=haean.pk), boss).pk

    assert len(set(at_once(write, write, write))) == 3


def test_the_committee_s_yes_alone_puts_a_text_on_the_portal(haean, editor_of, with_role):
    author, elder = editor_of(haean), with_role("committee", haean)
    page = story(haean, author)
    posting.send_for_approval(page=page, author=author)
    posting.approve(page=NewsPage.objects.get(pk=page.pk), acting_user=elder)
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("second", ["approve", "return"])
def test_two_approvers_decide_once(haean, manager_of, editor_of, with_role, second):
    bosses, author = [manager_of(haean), with_role("committee", haean)], editor_of(haean)
    page = story(haean, author)
    posting.send_for_approval(page=page, author=author)

    def decide(boss, verb):
        fresh = NewsPage.objects.get(pk=page.pk)
        if verb == "approve":
            return posting.approve(page=fresh, acting_user=boss)
        return posting.return_page(page=fresh, acting_user=boss, reason="Name the people.")

    found = at_once(lambda: decide(bosses[0], "approve"), lambda: decide(bosses[1], second))
    assert len(refusals(found)) == 1
    decided = Activity.objects.filter(kind__in=["page.approved", "page.returned"])
    assert decided.count() == 1
    page.refresh_from_db()
    assert page.live == (decided.get().kind == "page.approved")
    assert author.inbox.filter(kind__in=["page.approved", "page.returned"]).count() == 1


def test_a_text_sent_for_approval_twice_waits_once(haean, manager_of, editor_of):
    boss, author = manager_of(haean), editor_of(haean)
    page = story(haean, author)

    def send():
        posting.send_for_approval(page=NewsPage.objects.get(pk=page.pk), author=author)

    at_once(send, send, send)
    assert page.workflow_states.count() == 1
    assert boss.inbox.filter(kind="page.waiting").count() == 1


def test_a_picture_sent_twice_is_one_and_leaves_no_file_behind(haean, manager_of):
    boss = manager_of(haean)

    def send():
        return posting.take_picture(
            village=haean, author=boss, upload=ContentFile(photo().read(), name="a.jpg"), key="k-1"
        ).pk

    assert len(set(at_once(send, send, send))) == 1
    assert VillageImage.objects.count() == PhoneUpload.objects.count() == 1


def test_a_story_put_on_the_home_twice_is_told_once(haean, manager_of, editor_of, staff):
    boss, author = manager_of(haean), editor_of(haean)
    page = story(haean, author)
    NewsPage.objects.get(pk=page.pk).get_latest_revision().publish(user=boss)

    def feature():
        fresh = NewsPage.objects.select_related("owner").get(pk=page.pk)
        return news_desk.set_featured(page=fresh, is_featured=True, acting_user=staff)

    assert sorted(at_once(feature, feature, feature)) == [False, False, True]
    assert author.inbox.filter(kind="news.featured").count() == 1
