"""The common fund: an open book that adds up, and questions that must be answered."""

import threading
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone, translation

from wagtail.models import PageViewRestriction

import pytest
import time_machine

from media.models import VillageDocument
from tests.media.test_documents import pdf
from tests.portal.test_posting import photo
from villages.activity.models import Activity
from villages.portal import fund
from villages.portal.errors import FundRefused
from villages.portal.models import CommitteePage, FundLine, FundQuestion

KOREAN = {"Accept-Language": "ko"}


def enter(village, user, amount, text="Rope", **more):
    """One line of today."""
    return fund.enter_line(
        village=village,
        on=timezone.localdate(),
        text=text,
        amount=amount,
        acting_user=user,
        **more,
    )


@pytest.fixture
def elder(haean, with_role):
    """Somebody of Haean's committee."""
    return with_role("committee", haean, "Elder")


@pytest.fixture
def neighbour(haean, resident_of):
    """Somebody who lives in Haean."""
    return resident_of(haean)


@pytest.fixture
def line(haean, elder):
    """Rope for 30,000 won."""
    enter(haean, elder, 100_000, "Market day")
    return enter(haean, elder, -30_000)


def test_everybody_reads_every_line_and_the_balance(haean, line, client):
    text = client.get(f"/villages/{haean.slug}/fund/").content.decode()
    assert "Market day" in text
    assert "₩70,000" in text


def test_the_committee_enters_by_a_form(haean, elder, as_user):
    as_user(elder).post(
        f"/office/{haean.slug}/fund/",
        {"kind": "out", "amount": "12000", "text": "Bulbs", "on": timezone.localdate().isoformat()},
    )
    found = FundLine.objects.get(village=haean)
    assert (found.number, found.amount, found.balance) == (1, -12_000, -12_000)


@pytest.mark.parametrize("amount", ["0", "-5", "1.5", "many"])
def test_a_bad_amount_is_told_and_the_words_stay(haean, elder, as_user, amount):
    answer = as_user(elder).post(
        f"/office/{haean.slug}/fund/",
        {"kind": "out", "amount": amount, "text": "Bulbs", "on": "2026-01-05"},
    )
    assert answer.status_code == 422
    assert 'value="Bulbs"' in answer.content.decode()


def test_tomorrow_is_no_day_for_a_line(haean, elder):
    with pytest.raises(FundRefused):
        fund.enter_line(
            village=haean, on=timezone.localdate() + timedelta(days=1), text="A", amount=1,
            acting_user=elder,
        )  # fmt: skip


def test_a_mistake_is_taken_back_by_a_second_line(haean, line, elder, as_user):
    as_user(elder).post(
        f"/office/{haean.slug}/fund/{line.number}/take-back/", {"reason": "Twice entered"}
    )
    second = FundLine.objects.get(takes_back=line)
    assert (second.amount, second.balance) == (30_000, 100_000)
    line.refresh_from_db()
    assert line.amount == -30_000


def test_a_line_is_taken_back_once(line, elder):
    fund.take_back(line=line, reason="A", acting_user=elder)
    with pytest.raises(FundRefused):
        fund.take_back(line=line, reason="A", acting_user=elder)


@pytest.mark.parametrize("role", ["editor", "seller", "resident"])
def test_others_enter_nothing(haean, with_role, as_user, role):
    assert as_user(with_role(role, haean)).get(f"/office/{haean.slug}/fund/").status_code == 403


def test_another_village_s_committee_finds_no_book_to_write(
    haean, toegye, line, with_role, as_user
):
    client = as_user(with_role("committee", toegye))
    assert client.get(f"/office/{haean.slug}/fund/").status_code == 404
    address = f"/office/{toegye.slug}/fund/{line.number}/take-back/"
    assert client.post(address, {"reason": "A"}).status_code == 404


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_two_lines_at_once_get_two_numbers_and_add_up(haean, with_role):
    elder, barrier, broken = with_role("committee", haean), threading.Barrier(4), []

    def go():
        try:
            barrier.wait()
            enter(haean, elder, 1_000)
        except Exception as problem:
            broken.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert broken == []
    lines = FundLine.objects.filter(village=haean).order_by("number")
    assert [(one.number, one.balance) for one in lines] == [(n, n * 1_000) for n in range(1, 5)]


# --- questions


@pytest.fixture
def question(line, neighbour):
    """What was the rope for?"""
    return fund.ask(line=line, user=neighbour, text="What was the rope for?")


def test_a_resident_asks_and_everybody_reads_it_without_the_name(
    haean, line, neighbour, elder, as_user, client
):
    as_user(neighbour).post(
        f"/villages/{haean.slug}/fund/{line.number}/ask/", {"text": "What was the rope for?"}
    )
    text = client.get(f"/villages/{haean.slug}/fund/").content.decode()
    assert "What was the rope for?" in text
    assert neighbour.name not in text
    assert elder.inbox.filter(kind="fund.asked").count() == 1
    assert Activity.objects.get(kind="fund.asked").actor is None


def test_whoever_is_not_of_the_village_does_not_ask(haean, toegye, line, resident_of, as_user):
    address = f"/villages/{haean.slug}/fund/{line.number}/ask/"
    assert as_user(resident_of(toegye)).post(address, {"text": "A"}).status_code == 403


def test_a_stranger_is_led_to_sign_in(haean, line, client):
    address = f"/villages/{haean.slug}/fund/{line.number}/ask/"
    assert client.post(address, {"text": "A"}).url.startswith("/accounts/login/")


def test_a_second_tap_asks_once(haean, question, neighbour, as_user):
    address = f"/villages/{haean.slug}/fund/{question.line.number}/ask/"
    answer = as_user(neighbour).post(address, {"text": "What was the rope for?"})
    assert answer.status_code == 422
    assert FundQuestion.objects.count() == 1


def test_the_answer_stands_for_everybody_and_the_asker_is_told(
    haean, question, neighbour, elder, as_user, client
):
    as_user(elder).post(
        f"/office/{haean.slug}/fund/questions/{question.pk}/", {"answer": "For the swing."}
    )
    assert "For the swing." in client.get(f"/villages/{haean.slug}/fund/").content.decode()
    assert neighbour.inbox.filter(kind="fund.answered").count() == 1


def test_a_question_is_answered_once(question, elder):
    fund.answer(question=question, text="A", acting_user=elder)
    with pytest.raises(FundRefused):
        fund.answer(question=question, text="B", acting_user=elder)


def test_an_open_question_waits_on_the_morning_page(haean, question, elder, as_user):
    assert f"/office/{haean.slug}/fund/" in (
        as_user(elder).get(f"/office/{haean.slug}/").content.decode()
    )


def test_after_two_weeks_the_officer_hears_of_it_once(haean, question, officer_of):
    officer = officer_of(haean.region)
    assert fund.escalate() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        fund.escalate()
        fund.escalate()
    assert officer.inbox.filter(kind="fund.unanswered").count() == 1


def test_a_village_being_set_up_has_no_book(client, db):
    from villages.portal.services import NewVillage, provision_village

    village = provision_village(
        NewVillage(slug="yanggu-b", name_ko="가", name_en="B", region_code="42800", is_opening=True)
    )
    assert client.get(f"/villages/{village.slug}/fund/").status_code == 404


def test_the_book_costs_the_same_with_one_line_and_with_forty(
    haean, elder, client, django_assert_max_num_queries
):
    for number in range(40):
        enter(haean, elder, 1_000, f"Line {number}")
    with django_assert_max_num_queries(12):
        client.get(f"/villages/{haean.slug}/fund/")


# --- receipts


def entered(elder, haean, as_user, file=None):
    """The committee's form, with a receipt."""
    sent = {"kind": "out", "amount": "12000", "text": "Bulbs", "on": timezone.localdate()}
    if file is not None:
        sent["upload"] = file
    return as_user(elder).post(f"/office/{haean.slug}/fund/", sent)


@pytest.mark.parametrize("kind", ["paper", "photo"])
@pytest.mark.django_db
def test_everybody_fetches_the_receipt_of_a_line(haean, elder, as_user, client, kind):
    files = {
        "paper": lambda: SimpleUploadedFile("bulbs.pdf", pdf(), "application/pdf"),
        "photo": lambda: SimpleUploadedFile("bulbs.jpg", photo().read(), "image/jpeg"),
    }
    assert entered(elder, haean, as_user, files[kind]()).status_code == 302
    line = FundLine.objects.get(village=haean)
    assert line.receipt.collection == haean.collection
    body = client.get(f"/villages/{haean.slug}/fund/").content.decode()
    assert f'href="{line.receipt.url}"' in body
    assert client.get(line.receipt.url).status_code == 200


@pytest.mark.django_db
def test_a_bad_receipt_is_said_beside_the_field_and_writes_no_line(haean, elder, as_user):
    answer = entered(elder, haean, as_user, SimpleUploadedFile("bulbs.pdf", b"<svg onload=x>"))
    assert answer.status_code == 422
    assert 'value="Bulbs"' in answer.content.decode()
    assert not FundLine.objects.filter(village=haean).exists()
    assert not VillageDocument.objects.exists()


@pytest.mark.django_db
def test_a_line_needs_no_receipt(haean, elder, as_user):
    assert entered(elder, haean, as_user).status_code == 302
    assert FundLine.objects.get(village=haean).receipt is None


@pytest.mark.django_db
def test_a_receipt_does_not_leave_with_its_line_taken_back(haean, elder, as_user):
    entered(elder, haean, as_user, SimpleUploadedFile("bulbs.pdf", pdf(), "application/pdf"))
    line = FundLine.objects.get(village=haean)
    fund.take_back(line=line, reason="Twice", acting_user=elder)
    line.refresh_from_db()
    assert line.receipt is not None


# --- a closed page above


@pytest.fixture
def receipted(haean, elder):
    """A line with its receipt."""
    upload = SimpleUploadedFile("rope.pdf", pdf())
    return enter(haean, elder, 5_000, "Rope sold", upload=upload)


def doors_of(line) -> list[str]:
    return [f"/villages/{line.village.slug}/fund/", line.receipt.url]


@pytest.mark.parametrize("door", [0, 1])
@pytest.mark.parametrize("above", ["home", "committee"])
def test_below_a_closed_page_a_stranger_signs_in(haean, receipted, client, door, above):
    page = haean.page if above == "home" else CommitteePage.objects.descendant_of(haean.page).get()
    address = doors_of(receipted)[door]
    assert client.get(address).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("door", [0, 1])
@pytest.mark.parametrize("where", ["haean", "toegye"])
def test_whoever_the_page_lets_in_reads_the_book(
    haean, receipted, resident_of, as_user, request, door, where
):
    PageViewRestriction.objects.create(page=haean.page, restriction_type="login")
    reader = as_user(resident_of(request.getfixturevalue(where)))
    assert reader.get(doors_of(receipted)[door]).status_code == 200


@pytest.mark.parametrize("door", [0, 1])
def test_another_village_s_closed_home_closes_no_book_here(toegye, receipted, client, door):
    PageViewRestriction.objects.create(page=toegye.page, restriction_type="login")
    assert client.get(doors_of(receipted)[door]).status_code == 200


def test_a_kept_copy_of_the_book_goes_when_its_page_is_closed(
    haean, receipted, client, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    book = doors_of(receipted)[0]
    assert client.get(book).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=haean.page, restriction_type="login")
    assert client.get(book).status_code == 302


def test_the_book_asks_what_the_money_was_for(haean, elder, as_user):
    with translation.override("ko"):
        text = as_user(elder).get(f"/office/{haean.slug}/fund/", headers=KOREAN).content.decode()
    assert "무엇에 쓴 돈인가요" in text
    assert "무슨 일을 맡나요" not in text


def test_a_day_to_come_is_said_at_the_day(haean, elder, as_user):
    sent = {"kind": "out", "amount": "3000", "text": "Rope", "on": "2999-01-01"}
    answer = as_user(elder).post(f"/office/{haean.slug}/fund/", sent)
    assert list(answer.context["form"].errors) == ["on"]
