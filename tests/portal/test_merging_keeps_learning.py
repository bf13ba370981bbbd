"""A village with courses, talk, orders and papers becomes part of another: counted before and after."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

import pytest

from learning.models import Certificate, Enrolment, LessonProgress, QuizAttempt
from learning.services import certificates, progress
from marketplace.orders.models import VillageOrder
from marketplace.orders.services import states
from tests.factories import market
from tests.learning.conftest import (  # noqa: F401
    course,
    finish,
    first_lesson,
    key,
    pass_quiz,
    second_lesson,
)
from tests.media.test_documents import pdf
from villages.community import services as community
from villages.community.models import Post, Thread
from villages.portal import circulars, merging, shelf, ties
from villages.portal.models import (
    CircularReceipt,
    DisclosureRequest,
    Membership,
    PartnerBody,
    ShelfDocument,
    SisterVillage,
    Village,
)
from villages.portal.services import grant_role

pytestmark = pytest.mark.django_db
KEPT = (Enrolment, Certificate, LessonProgress, QuizAttempt, Thread, Post,
        VillageOrder, ShelfDocument, DisclosureRequest, CircularReceipt, PartnerBody)  # fmt: skip


@pytest.fixture
def world(haean, toegye, manager_of, resident_of, finish, key, person):  # noqa: F811
    """Toegye at work; returns its people by name."""
    boss, graduate, beginner = manager_of(toegye), resident_of(toegye), resident_of(toegye)
    both = resident_of(toegye)
    grant_role(user=both, village=haean, role="resident")
    Membership.objects.filter(user=graduate).update(since=date(2015, 3, 2), granted_by=boss)
    enrolment = finish(graduate)
    certificates.issue_certificate(enrolment=enrolment)
    progress.enrol(user=beginner, course_key=key)
    progress.enrol(user=both, course_key=key)
    board = community.open_village_board(toegye)
    thread = community.start_thread(board=board, author=beginner, title="Bus", body="At eight?")
    community.post_reply(thread=thread, author=graduate, body="Ten past")
    order = market.order((market.product(market.stall(toegye), stock=9), 1))
    states.mark_paid(order=order)
    states.ship(part=order.village_orders.get(), carrier="post", tracking="1", acting_user=None)
    states.deliver(part=order.village_orders.get(), acting_user=None)
    shelf.put_document(
        village=toegye, title="Rules", on=timezone.localdate(), kind="other",
        upload=ContentFile(pdf(), name="rules.pdf"), acting_user=boss,
    )  # fmt: skip
    shelf.ask(village=toegye, user=beginner, text="Minutes", shown="public")
    circulars.send(village=toegye, title="Water", text="Off at ten", acting_user=boss)
    ties.add_partner(village=toegye, acting_user=boss, name="Hanil", kind="company")
    return {"boss": boss, "graduate": graduate, "beginner": beginner, "both": both}


@pytest.fixture
def merge(haean, toegye, staff):
    """Do it."""
    return lambda: merging.merge_villages(source=toegye, target=haean, acting_user=staff)


def test_nothing_is_lost_and_nothing_is_doubled(world, merge, toegye):
    before = {kind: sorted(kind.objects.values_list("pk", flat=True)) for kind in KEPT}
    shown = {mover.key: mover.count(toegye) for mover in merging._all()}
    assert all(before.values())
    assert merge() == shown
    assert {kind: sorted(kind.objects.values_list("pk", flat=True)) for kind in KEPT} == before


def test_learners_go_on_where_they_were(world, merge, haean, key, as_user):  # noqa: F811
    halves = dict(Enrolment.objects.values_list("user", "completed_at"))
    merge()
    rows = Enrolment.objects.all()
    assert {row.village for row in rows} == {haean}
    assert dict(rows.values_list("user", "completed_at")) == halves
    again = progress.enrol(user=world["beginner"], course_key=key)
    assert again.pk == rows.get(user=world["beginner"]).pk
    assert rows.count() == 3
    desk = as_user(world["boss"]).get(f"/office/{haean.slug}/learning/")
    assert world["graduate"].name in desk.content.decode()


def test_who_learns_counts_for_the_new_village_and_keeps_the_first_day(world, merge, haean):
    merge()
    graduate = world["graduate"]
    assert progress.village_of_learner(graduate) == haean
    hat = graduate.memberships.get()
    assert (hat.since, hat.granted_by) == (date(2015, 3, 2), world["boss"])
    assert world["both"].memberships.count() == 1


def test_a_hat_with_a_last_day_keeps_it_and_the_longer_one_wins(merge, haean, toegye, resident_of):
    leaving, lasting = resident_of(toegye), resident_of(toegye)
    soon = timezone.localdate() + timedelta(days=5)
    grant_role(user=lasting, village=haean, role="resident")
    Membership.objects.filter(village=toegye).update(until=soon)
    merge()
    assert leaving.memberships.get().until == soon
    assert lasting.memberships.get().until is None


def test_a_certificate_says_what_it_said_and_is_still_verified(world, merge, toegye, client):
    paper = Certificate.objects.get()
    said = (paper.village_ko, paper.village_en, paper.name, paper.code)
    merge()
    paper.refresh_from_db()
    assert (paper.village_ko, paper.village_en, paper.name, paper.code) == said
    answer = client.get(f"/verify/{paper.code}/")
    assert answer.status_code == 200
    assert toegye.name_en in answer.content.decode()


def test_an_order_keeps_its_village_and_its_sum(world, merge, toegye):
    part = VillageOrder.objects.get()
    merge()
    again = VillageOrder.objects.get()
    assert (again.village, again.status, again.order.total) == (
        toegye,
        "delivered",
        part.order.total,
    )


def test_letters_requests_and_documents_are_read_in_the_new_village(
    world, merge, haean, as_user, client
):
    letter, asked = CircularReceipt.objects.first().circular, DisclosureRequest.objects.get()
    due = asked.due_on
    merge()
    reader = as_user(world["beginner"])
    assert (
        "Off at ten"
        in reader.get(
            f"/villages/yanggu-toegye/circulars/{letter.pk}/", follow=True
        ).content.decode()
    )
    asked.refresh_from_db()
    assert (asked.village, asked.due_on, asked.state) == (haean, due, "open")
    assert (
        "Minutes" in as_user(world["boss"]).get(f"/office/{haean.slug}/documents/").content.decode()
    )
    document = ShelfDocument.objects.get()
    file = client.get(f"/villages/yanggu-toegye/disclosure/files/{document.pk}/", follow=True)
    assert file.status_code == 200


def test_sisters_are_kept_once_and_never_of_oneself(merge, haean, toegye, yesong, staff):
    pairs = [(toegye, haean), (haean, toegye), (toegye, yesong), (haean, yesong), (yesong, toegye)]
    for village, sister in pairs:
        own = Village.objects.select_related("page").get(pk=village.pk)
        ties.add_sister(village=own, sister=sister, since=None, together="", acting_user=staff)
    merge()
    found = sorted(SisterVillage.objects.values_list("village", "sister"))
    assert found == sorted([(haean.pk, yesong.pk), (yesong.pk, haean.pk)])
