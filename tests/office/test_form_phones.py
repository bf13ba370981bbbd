"""A village words its forms itself; where it asks for a phone number, one that can be called stands."""

import pytest

from tests.office.test_forms import filled
from villages.portal import village_forms
from villages.portal.models import FormField, VillageSubmission
from villages.portal.phone_fields import asks_for_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(haean, manager_of):
    """The form for those who lend a hand."""
    boss = manager_of(haean)
    return village_forms.make_form(village=haean, kind="volunteers", acting_user=boss)


@pytest.fixture
def asks(form):
    """Call the field for the number something else: `asks("휴대폰")`; its name."""

    def rename(label: str, **more) -> str:
        field = form.form_fields.get(label="Phone number")
        field.delete()
        new = FormField.objects.create(
            page=form, label=label, sort_order=1, **{"field_type": "singleline", **more}
        )
        return new.clean_name

    return rename


@pytest.fixture
def send(haean, form, client):
    """Answer the form: `send(telephone="12")`."""

    def post(**answers):
        return client.post(f"/villages/{haean.slug}/{form.slug}/", filled(form, **answers))

    return post


@pytest.mark.parametrize(
    "label",
    [
        "Phone number", "전화번호", "Mobile", "Telephone", "Your phone", "Phone no. of a parent",
        "What is your phone number?", "Contact number", "Please write your mobile number.",
        "연락처", "비상 연락처", "휴대폰", "휴대폰 번호 (필수)", "보호자 전화", "전화번호를 적어 주세요.",
        "연락 받을 번호", "연락처: 010-0000-0000", "전화번호가 어떻게 되시나요?", "이름과 연락처",
    ],
)  # fmt: skip
def test_a_label_that_asks_for_a_number_is_known(label):
    assert asks_for_phone(label)


@pytest.mark.parametrize(
    "label",
    [
        "Your name", "Phone model", "May we phone you?", "When shall we phone", "Contact by phone",
        "E-mail or phone", "Last four digits of your phone number", "House number", "Hotel",
        "Who gave you our phone number?", "Do you have a mobile?",
        "전화해도 될까요?", "전화 통화 가능한 시간", "휴대폰 기종", "연락처 (이메일 가능)",
        "이메일 또는 전화번호", "휴대폰 번호 뒷자리", "연락 방법", "연락처를 알게 된 경로",
    ],
)  # fmt: skip
def test_a_label_that_only_speaks_of_phones_is_left_alone(label):
    assert not asks_for_phone(label)


@pytest.mark.parametrize("label", ["휴대폰", "Mobile", "연락처"])
def test_a_number_nobody_can_call_is_refused_under_any_name(asks, send, label):
    name = asks(label)
    answer = send(**{name: "12"})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors == {name: ["Write the phone number like 010-1234-5678."]}
    assert not VillageSubmission.objects.exists()


def test_what_was_typed_beside_a_wrong_number_stays(asks, send):
    name = asks("연락처")
    shown = send(**{name: "공일공"}).content.decode()
    assert 'value="공일공"' in shown
    assert 'value="Okja"' in shown


@pytest.mark.parametrize(
    "said",
    ["01012345678", "010 1234 5678 (집)", "010-1234-5678 / 033-480-1234", "1588-1234",
     "+1 650 253 0000", "okja@farm.example"],
)  # fmt: skip
def test_whoever_can_be_reached_is_taken(asks, send, said):
    assert send(**{asks("연락처"): said}).status_code == 302


def test_a_number_that_may_be_left_empty_says_so(asks, send):
    name = asks("Mobile", required=False)
    said = send(**{name: "none"}).context["form"].errors[name][0]
    assert "or leave it empty" in said
    assert send(**{name: ""}).status_code == 302


def test_a_field_for_a_sum_takes_a_phone_number_by_its_name(asks, send):
    name = asks("휴대폰", field_type="number")
    assert send(**{name: "12"}).status_code == 422
    assert send(**{name: "010-1234-5678"}).status_code == 302


def test_words_about_a_phone_are_no_number(asks, send):
    assert send(**{asks("휴대폰 기종"): "Galaxy"}).status_code == 302


def test_a_number_to_call_is_no_count_of_guests(haean, manager_of, client):
    boss = manager_of(haean)
    page = village_forms.make_form(village=haean, kind="centre", acting_user=boss)
    page.room_for = 30
    page.save()
    page.form_fields.filter(label="Phone number").update(field_type="number")
    said = {page.form_fields.get(label="Phone number").clean_name: "010-1234-5678"}
    answer = client.post(f"/villages/{haean.slug}/{page.slug}/", filled(page, **said))
    assert answer.status_code == 302
