"""What lies on the desks of the flagship villages: documents, requests, forms, ties, letters."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone, translation

from invil.demo.papers import DOCUMENTS
from invil.demo.places import FLAGSHIPS
from villages.portal import bookings, circulars, hats, shelf, ties, village_forms
from villages.portal.choices import APPROVER_ROLES, BodyKind, Role
from villages.portal.models import Membership, ShelfDocument, Village, VillageSubmission

REQUESTS = (
    ("축제 음향 장비 대여 계약서를 보고 싶습니다.", "nameless", ""),
    ("작년 정보센터 전기 요금 내역", "named", "월별 요금을 아래에 적습니다. 1월 84,200원, 2월 81,700원, 3월 62,300원이며 나머지는 정보센터 게시판에 붙여 두었습니다."),
    ("마을회관 대관 신청자 명단", "hidden", ""),
)  # fmt: skip
ANSWERS = (
    ("윗마을 부녀회", "010-0000-2841", 3, "오후", "14", "김장 모임"),
    ("느티나무집", "010-0000-7720", 9, "오전", "25", "칠순 잔치"),
)
PARTNERS = (
    ("한결두부", "Hangyeol Tofu", BodyKind.COMPANY, 2016,
     "콩을 사 가고, 겨울마다 두부 만들기를 가르쳐 줍니다.",
     "They buy our beans, and every winter they show us how tofu is made."),
    ("새봄초등학교", "Saebom Primary School", BodyKind.SCHOOL, 2019,
     "봄에는 모내기, 가을에는 고구마 캐기를 함께합니다.",
     "The children plant rice with us in spring and dig sweet potatoes in autumn."),
)  # fmt: skip
SISTERHOOD = (
    "해마다 가을걷이 뒤에 서로 찾아가고, 장터에서 꾸러미를 함께 팝니다.",
    "We visit each other every year after the harvest, and sell boxes together at the market.",
)
LETTER = (
    "수돗물이 하루 끊깁니다",
    "관을 새로 묻느라 모레 아침 9시부터 저녁 6시까지 물이 나오지 않습니다.\n"
    "전날 저녁에 물을 받아 두십시오. 혼자 계신 어르신 댁은 이웃이 한 번 더 알려 드립시다.",
    "No tap water for a day",
    "A new pipe is being laid: the day after tomorrow there is no water from nine in the morning "
    "to six in the evening.\n"
    "Please fill your tubs the evening before, and tell the neighbours who live alone once more.",
)


def write_desks(village: Village, others: list[Village]) -> None:
    """Through the services that the offices use; once a village."""
    if village.slug not in FLAGSHIPS or ShelfDocument.objects.filter(village=village).exists():
        return
    worn = Membership.objects.filter(village=village, user__is_demo=True).select_related("user")
    worn = list(worn.order_by("pk"))
    boss = next((hat.user for hat in worn if hat.role == Role.MANAGER), worn[0].user)
    elders = [hat.user for hat in worn if hat.role in APPROVER_ROLES]
    neighbours = [hat.user for hat in worn if hat.role == Role.RESIDENT] or elders
    with transaction.atomic(), translation.override("ko"):
        _shelf(village, elders, neighbours)
        _form(village, boss)
        _ties(village, [other for other in others if other.pk != village.pk][:2], boss)
        _letter(village, boss)
        _waiting_hat(village, boss, neighbours)


def _shelf(village: Village, elders: list, neighbours: list) -> None:
    today = timezone.localdate()
    for days, kind, title, words, title_en, words_en in DOCUMENTS:
        shelf.put_document(
            village=village,
            title=title,
            on=today - timedelta(days=days),
            kind=kind,
            upload=_paper(words, village.name_ko, today.year),
            title_en=title_en,
            upload_en=_paper(words_en, village.name_en, today.year),
            acting_user=elders[0],
        )
    for number, (text, shown, words) in enumerate(REQUESTS):
        asked = shelf.ask(
            village=village, user=neighbours[number % len(neighbours)], text=text, shown=shown
        )
        if words:
            shelf.answer(request=asked, state="given", text=words, acting_user=elders[-1])
        elif shown == "hidden":
            shelf.answer(
                request=asked,
                state="refused",
                text="다른 분의 이름과 전화번호가 적혀 있어 드릴 수 없습니다.",
                acting_user=elders[-1],
            )


def _paper(words: str, village: str, year: int) -> SimpleUploadedFile:
    """A text as a file; a byte order mark, so that every reader on a farm's computer shows Korean."""
    text = words.format(village=village, year=year, last_year=year - 1)
    return SimpleUploadedFile("paper.txt", text.encode("utf-8-sig"))


def _form(village: Village, boss) -> None:
    page = village_forms.make_form(village=village, kind="centre", acting_user=boss)
    page.room_for = 60
    page.save_revision(user=boss).publish(user=boss)
    names = [field.clean_name for field in page.form_fields.all()]
    sent = None
    for name, phone, days, part, count, why in ANSWERS:
        day = (timezone.localdate() + timedelta(days=days)).isoformat()
        said = dict(zip(names, (name, phone, day, part, int(count), why), strict=True))
        sent = VillageSubmission.objects.create(page=page, form_data=said)
    if sent is not None:
        bookings.give(submission=sent, village=village, acting_user=boss)


def _ties(village: Village, sisters: list[Village], boss) -> None:
    for number, sister in enumerate(sisters):
        ties.add_sister(
            village=village,
            sister=sister,
            since=2012 + number * 3,
            together=SISTERHOOD[0],
            together_en=SISTERHOOD[1],
            acting_user=boss,
        )
    for name, name_en, kind, since, together, together_en in PARTNERS:
        ties.add_partner(
            village=village, name=name, name_en=name_en, kind=kind, since=since, website="",
            together=together, together_en=together_en, acting_user=boss,
        )  # fmt: skip


def _waiting_hat(village: Village, boss, neighbours: list) -> None:
    """Somebody who is to write the village's pages, where a committee is there to agree."""
    if hats.needs_a_yes(village=village, role=Role.EDITOR, giver=boss, user=neighbours[-1]):
        hats.propose(user=neighbours[-1], village=village, role=Role.EDITOR, acting_user=boss)


def _letter(village: Village, boss) -> None:
    title, text, title_en, text_en = LETTER
    letter = circulars.send(village=village, title=title, text=text, acting_user=boss)
    # As it goes: the letter is sent at once, somebody who knows English writes it later.
    circulars.say_in_english(letter, acting_user=boss, title_en=title_en, text_en=text_en)
    for number, receipt in enumerate(letter.receipts.order_by("pk")):
        if number % 3:
            circulars.mark_read(receipt=receipt)
