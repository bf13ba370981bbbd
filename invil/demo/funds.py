"""The common funds of the flagship villages: a year of lines, and what residents asked."""

import random
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from invil.demo.places import FLAGSHIPS
from villages.portal import fund
from villages.portal.choices import APPROVER_ROLES, Role
from villages.portal.models import FundLine, Membership, Village

# Days before today, what for, thousands of won; spent money is negative.
YEAR = (
    (352, "작년에서 넘어온 돈", 3_240),
    (331, "설맞이 공동 판매 수익금", 870),
    (318, "마을회관 보일러 수리", -420),
    (290, "정보센터 프린터 토너 2개", -118),
    (262, "봄나물 장터 수익금", 640),
    (241, "경로당 어르신 점심 재료", -186),
    (214, "체험 손님 이용료", 1_120),
    (198, "농기계 창고 자물쇠와 열쇠", -64),
    (171, "마을 청소 새참", -92),
    (139, "여름 체험 교실 수익금", 1_350),
    (120, "그늘막 두 동", -560),
    (96, "태풍 뒤 배수로 정비 장비 대여", -380),
    (61, "추석 선물 세트 공동 판매 수익금", 2_180),
    (44, "정보화 교육 간식", -75),
    (23, "가을 축제 음향 장비 대여", -450),
    (9, "장독대 체험 재료", -132),
)
QUESTIONS = (
    (11, "그늘막은 어디에 두었나요?", "정보센터 뒤 창고에 있습니다. 필요한 분은 총무에게 말씀하시면 빌려 드립니다."),
    (15, "장비 대여를 어느 업체에서 했는지 알고 싶습니다.", ""),
)  # fmt: skip


def write_fund(village: Village) -> None:
    """A year of the book through the service that the committee uses; once a village."""
    if village.slug not in FLAGSHIPS or FundLine.objects.filter(village=village).exists():
        return
    hats = Membership.objects.filter(village=village, user__is_demo=True).select_related("user")
    hats = list(hats.order_by("pk"))
    elders = [hat.user for hat in hats if hat.role in APPROVER_ROLES]
    neighbours = [hat.user for hat in hats if hat.role == Role.RESIDENT] or elders
    rng = random.Random(f"fund {village.slug}")
    today = timezone.localdate()
    lines = []
    with transaction.atomic():
        for days, text, thousands in YEAR:
            on = today - timedelta(days=days)
            lines.append(
                fund.enter_line(
                    village=village,
                    on=on,
                    text=text,
                    amount=round(thousands * rng.uniform(0.85, 1.15)) * 1_000,
                    acting_user=elders[0],
                    at=timezone.make_aware(datetime.combine(on, time(18, 30))),
                )
            )
        for place, text, words in QUESTIONS:
            question = fund.ask(line=lines[place - 1], user=rng.choice(neighbours), text=text)
            if words:
                fund.answer(question=question, text=words, acting_user=elders[-1])
