"""The indicators the platform counts, declared in code.

A changed definition gets a new `version`; its figures are kept and drawn apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from invil.adoption import pullers
from invil.adoption.choices import Aggregation, Direction, Kind
from invil.adoption.models import Indicator
from marketplace.forks.order.choices import Channel


@dataclass(frozen=True)
class Counted:
    """One indicator: what it is called, what it means, how it is pulled."""

    key: str
    group: str
    unit: str
    label_en: str
    label_ko: str
    definition_en: str
    definition_ko: str
    pull: Callable[[date, date], list]
    first: Callable[[], date | None] | None = None
    aggregation: str = Aggregation.SUM
    direction: str = Direction.HIGHER
    version: str = "1"


SALES_EN = (
    "Goods of paid orders in won, delivery left out, on the day of payment; an order "
    "cancelled later is taken off again."
)
SALES_KO = "결제일 기준 상품 금액(원)입니다. 배송비는 빼며, 나중에 취소된 주문은 다시 뺍니다."
COUNTED: tuple[Counted, ...] = (
    Counted(
        "news_published",
        "content",
        "stories",
        "News stories",
        "마을 소식",
        "News stories that are live, each counted once on the day it first went out, "
        "whatever languages it is in.",
        "공개 중인 마을 소식 수입니다. 처음 공개된 날에 한 번만 세며, 여러 언어판도 한 건으로 봅니다.",
        pullers.news,
        pullers.first_news,
    ),
    Counted(
        "pages_live",
        "content",
        "pages",
        "Pages online",
        "공개 중인 페이지",
        "Live pages of the village's portal on the last day of the period, lists included.",
        "기간 마지막 날에 공개되어 있던 마을 누리집의 페이지 수입니다. 목록 페이지를 포함합니다.",
        pullers.pages,
        aggregation=Aggregation.LATEST,
    ),
    Counted(
        "orders",
        "market",
        "orders",
        "Orders",
        "주문",
        "A village's paid parts of orders on the day of payment: online, by phone and over "
        "the counter.",
        "결제일 기준으로 마을에 들어온 주문 수입니다. 온라인·전화·현장 판매를 모두 셉니다.",
        pullers.orders,
        pullers.first_sale,
    ),
    Counted(
        "gross_sales",
        "market",
        "won",
        "Sales",
        "매출",
        SALES_EN,
        SALES_KO,
        pullers.sales(),
        pullers.first_sale,
    ),
    Counted(
        "gross_sales_online",
        "market",
        "won",
        "Sales online",
        "온라인 매출",
        f"{SALES_EN} Orders placed by the buyer on the web.",
        f"{SALES_KO} 구매자가 누리집에서 직접 주문한 것만 셉니다.",
        pullers.sales(Channel.ONLINE),
        pullers.first_sale,
    ),
    Counted(
        "gross_sales_assisted",
        "market",
        "won",
        "Sales by phone and counter",
        "전화·현장 매출",
        f"{SALES_EN} Orders typed in by the village for a buyer on the phone or at the counter.",
        f"{SALES_KO} 전화나 현장에서 받아 마을이 대신 입력한 주문만 셉니다.",
        pullers.sales(Channel.ASSISTED),
        pullers.first_sale,
    ),
    Counted(
        "listed_products",
        "market",
        "products",
        "Goods on sale",
        "판매 상품",
        "Goods a shopper could see in the village's stall on the last day of the period.",
        "기간 마지막 날에 마을 가게에서 볼 수 있던 상품 수입니다.",
        pullers.products,
        aggregation=Aggregation.LATEST,
    ),
    Counted(
        "lessons_finished",
        "learning",
        "lessons",
        "Lessons finished",
        "마친 차시",
        "Lessons finished by people of the village.",
        "마을 주민이 마친 차시 수입니다.",
        pullers.lessons,
        pullers.first_lesson,
    ),
    Counted(
        "learners_active",
        "learning",
        "people",
        "Learners",
        "학습자",
        "Different people who finished at least one lesson in the period; each is counted "
        "once in a region, whatever the village.",
        "기간 안에 차시를 하나라도 마친 사람 수입니다. 지역 안에서는 한 사람을 한 번만 셉니다.",
        pullers.learners,
        pullers.first_lesson,
        Aggregation.PEOPLE,
    ),
    Counted(
        "course_completions",
        "learning",
        "courses",
        "Courses completed",
        "과정 수료",
        "Courses of which somebody of the village finished all that was asked.",
        "마을 주민이 요구 사항을 모두 마친 과정 수입니다.",
        pullers.completions,
        pullers.first_completion,
    ),
    Counted(
        "certificates",
        "learning",
        "certificates",
        "Certificates",
        "수료증",
        "Certificates issued to people of the village and not taken back.",
        "마을 주민에게 발급된 수료증 수입니다. 취소된 것은 뺍니다.",
        pullers.certificates,
        pullers.first_certificate,
    ),
    Counted(
        "threads_started",
        "community",
        "threads",
        "Conversations begun",
        "새 글",
        "Conversations begun on the village's own board and not hidden.",
        "마을 게시판에 새로 올라온 글 수입니다. 숨긴 글은 뺍니다.",
        pullers.threads,
        pullers.first_thread,
    ),
    Counted(
        "posts_written",
        "community",
        "posts",
        "Posts",
        "게시글과 댓글",
        "Visible posts on the village's own board, the first of each conversation included.",
        "마을 게시판에 보이는 글과 댓글 수입니다. 각 글의 첫 본문을 포함합니다.",
        pullers.posts,
        pullers.first_post,
    ),
    Counted(
        "members_active",
        "community",
        "people",
        "Active members",
        "활동 회원",
        "Different people with an account who did something in the village in the period; "
        "each is counted once in a region.",
        "기간 안에 마을에서 활동한 계정 보유자 수입니다. 지역 안에서는 한 사람을 한 번만 셉니다.",
        pullers.members,
        pullers.first_activity,
        Aggregation.PEOPLE,
    ),
    Counted(
        "visits",
        "operation",
        "views",
        "Page views",
        "페이지 조회",
        "Views of the village's public pages, robots left out.",
        "마을 공개 페이지의 조회 수입니다. 검색 로봇은 뺍니다.",
        pullers.visits,
        pullers.first_visit,
    ),
    Counted(
        "visitors",
        "operation",
        "visits",
        "Visits from elsewhere",
        "외부 유입 방문",
        "Page views that no page of the platform led to: an estimate of how often somebody "
        "came by, made without cookies or addresses.",
        "플랫폼 밖에서 들어온 조회 수입니다. 쿠키나 주소를 쓰지 않고 방문 횟수를 어림한 값입니다.",
        pullers.visitors,
        pullers.first_visit,
    ),
)


def declared() -> tuple[Counted, ...]:
    """Everything the platform counts, in the order it is shown."""
    return COUNTED


def _columns(one: Counted, position: int) -> dict[str, object]:
    names = (
        "group",
        "unit",
        "label_en",
        "label_ko",
        "definition_en",
        "definition_ko",
        "aggregation",
        "direction",
    )
    return {name: str(getattr(one, name)) for name in names} | {
        "position": position,
        "kind": Kind.COUNTED.value,
    }


def counted_indicators() -> list[Indicator]:
    """What the platform counts, in order; one query. Before the first fill, as declared."""
    rows = list(Indicator.objects.filter(kind=Kind.COUNTED).order_by("position"))
    return rows or [
        Indicator(pk=-1 - position, key=one.key, version=one.version, **_columns(one, position))
        for position, one in enumerate(declared())
    ]


def sync_indicators() -> dict[str, Indicator]:
    """Bring the table in line with the declarations; {key: row}. One query when nothing changed."""
    kept = {(row.key, row.version): row for row in Indicator.objects.filter(kind=Kind.COUNTED)}
    found = {}
    for position, one in enumerate(declared()):
        columns = _columns(one, position)
        row = kept.get((one.key, one.version))
        if row is None:
            row, _made = Indicator.objects.get_or_create(
                key=one.key, version=one.version, defaults=columns
            )
        elif any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            row.save()
        found[one.key] = row
    return found
