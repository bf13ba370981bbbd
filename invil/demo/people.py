"""Invented people: a few accounts with hats in every village, the named demo accounts."""

import random
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from villages.accounts.models import User
from villages.notifications.models import Delivery, DeliveryState
from villages.portal import appointments
from villages.portal.choices import Role
from villages.portal.models import Membership, Region, Resident, Village
from villages.portal.services import grant_role

DOMAIN = "demo.invil.example"
PASSWORD = "village-1234"  # noqa: S105  the demo's open password
FULL_VILLAGES = ("inje-deokjeok", "jeju-jeoji")
HOUSES = (
    "감나무집",
    "우물집",
    "돌담집",
    "윗집",
    "아랫집",
    "방앗간집",
    "느티나무집",
    "모퉁이집",
    "언덕집",
    "새집",
    "기와집",
    "대추나무집",
    "샘골집",
    "장터집",
    "논둑집",
    "솔밭집",
)
FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = (
    "영자",
    "순자",
    "정숙",
    "영숙",
    "말순",
    "복순",
    "옥자",
    "경자",
    "미숙",
    "은주",
    "지영",
    "영수",
    "영호",
    "영철",
    "상철",
    "병철",
    "동수",
    "만수",
    "종식",
    "기택",
    "민수",
    "현우",
)


@dataclass(frozen=True)
class Account:
    """One line of `manage.py demo --accounts`."""

    role: str
    email: str
    village: str | None
    start_url: str

    def as_json(self) -> dict:
        """The contract's keys."""
        return {
            "role": self.role,
            "email": self.email,
            "password": PASSWORD,
            "village": self.village,
            "start_url": self.start_url,
        }


START = {
    Role.RESIDENT: "/villages/{slug}/",
    Role.REPORTER: "/office/{slug}/post/",
    Role.EDITOR: "/office/{slug}/post/",
    Role.MANAGER: "/office/{slug}/",
    Role.COMMITTEE: "/office/{slug}/approvals/",
    Role.SELLER: "/office/{slug}/",
    Role.TUTOR: "/office/{slug}/",
    Role.MODERATOR: "/office/{slug}/reports/",
}


def accounts() -> list[Account]:
    """The named accounts, whether loaded or not."""
    named = [
        Account(role.value, f"{role}.{slug}@{DOMAIN}", slug, START[role].format(slug=slug))
        for slug in FULL_VILLAGES
        for role in Role
    ]
    return [
        *named,
        Account("learner", f"learner@{DOMAIN}", FULL_VILLAGES[0], "/learn/"),
        Account("tutor", f"tutor@{DOMAIN}", FULL_VILLAGES[0], f"/office/{FULL_VILLAGES[0]}/"),
        Account("shopper", f"shopper@{DOMAIN}", None, "/market/"),
        Account("officer", f"officer.inje@{DOMAIN}", None, "/adoption/"),
        Account("officer", f"officer.jeju@{DOMAIN}", None, "/adoption/"),
        Account("platform-staff", f"staff@{DOMAIN}", None, "/staff/"),
        Account("national-administrator", f"national@{DOMAIN}", None, "/cms/"),
    ]


NAMES = {
    "resident": "주민 감나무집",
    "reporter": "기자 우물집",
    "editor": "편집 돌담집",
    "manager": "마을지기",
    "committee": "운영위원 느티나무집",
    "seller": "판매 방앗간집",
    "tutor": "강사 언덕집",
    "moderator": "진행 샘골집",
    "learner": "배우는 사람 순자",
    "shopper": "손님 미숙",
    "officer": "담당 공무원",
    "platform-staff": "플랫폼 담당",
    "national-administrator": "전국 관리자",
}


@transaction.atomic
def make_accounts() -> list[User]:
    """The named accounts with their hats and posts; idempotent."""
    hashed = make_password(PASSWORD)
    made = []
    for account in accounts():
        user, new = User.objects.get_or_create(
            email=account.email,
            defaults={
                "first_name": NAMES[account.role],
                "password": hashed,
                "is_demo": True,
                "language": "",
            },
        )
        made += [user] if new else []
        village = Village.objects.filter(slug=account.village).first()
        if account.role in Role.values and village:
            grant_role(user=user, village=village, role=account.role)
        if account.role == "learner" and village:
            grant_role(user=user, village=village, role=Role.RESIDENT)
            _list_entry(user, village)
        if account.role == "tutor" and village:
            grant_role(user=user, village=village, role=Role.TUTOR)
    _posts()
    User.objects.filter(email=f"national@{DOMAIN}").update(is_superuser=True)
    for name in ("staff", "national"):
        appointments.name_staff(user=User.objects.get(email=f"{name}@{DOMAIN}"))
    return made


def _list_entry(user: User, village: Village) -> None:
    if not Resident.objects.filter(village=village, user=user).exists():
        last = Resident.objects.filter(village=village).order_by("-register_no").first()
        Resident.objects.create(
            village=village,
            user=user,
            name=user.name,
            birth_year=1952,
            register_no=last.register_no + 1 if last else 1,
        )


def _posts() -> None:
    for name, code in (("inje", "42810"), ("jeju", "50110")):
        user = User.objects.get(email=f"officer.{name}@{DOMAIN}")
        region = Region.objects.filter(code=code).first()
        if region and not user.posts_held.filter(region=region).exists():
            appointments.name_officer(user=user, region=region)


@transaction.atomic
def people_of(villages: list[Village]) -> list[User]:
    """A manager, a seller, two reporters and four residents in every village, in bulk.

    The seller sits on the committee too, but in every ninth village: that one looks for
    somebody. The groups follow as `sync_access` would set them; `check_tenancy` proves it.
    """
    hashed = make_password(None)
    users, hats, entries, groups = [], [], [], []
    for village in villages:
        rng = random.Random(f"people {village.slug}")
        for number in range(8):
            users.append(
                User(
                    email=f"{village.slug}.{number}@{DOMAIN}",
                    first_name=_name(rng, number),
                    password=hashed,
                    is_demo=True,
                )
            )
    known = set(User.objects.filter(is_demo=True).values_list("email", flat=True))
    users = User.objects.bulk_create([u for u in users if u.email not in known], batch_size=300)
    by_email = {user.email: user for user in users}
    for position, village in enumerate(villages):
        rng = random.Random(f"list {village.slug}")
        roles = (Role.MANAGER, Role.SELLER, Role.REPORTER, Role.REPORTER)
        for number in range(8):
            user = by_email.get(f"{village.slug}.{number}@{DOMAIN}")
            if user is None:
                continue
            role = roles[number] if number < len(roles) else Role.RESIDENT
            hats.append(Membership(user=user, village=village, role=role))
            if role == Role.SELLER and position % 9:
                hats.append(Membership(user=user, village=village, role=Role.COMMITTEE))
            if role == Role.MANAGER:
                groups.append(User.groups.through(user=user, group_id=village.managers_id))
            entries.append(
                Resident(
                    village=village,
                    user=user,
                    name=user.first_name,
                    register_no=number + 1,
                    birth_year=rng.randint(1938, 1985),
                )
            )
    Membership.objects.bulk_create(hats, batch_size=500)
    Resident.objects.bulk_create(entries, batch_size=500)
    User.groups.through.objects.bulk_create(groups, batch_size=500)
    return users


def _name(rng: random.Random, number: int) -> str:
    if number % 3 == 0:
        return rng.choice(HOUSES)
    return rng.choice(FAMILY) + rng.choice(GIVEN)


def keep_mail_in() -> int:
    """Count the mails to invented buyers as sent; returns how many.

    The sales write them like any sale does, but nobody reads these addresses, and the
    first minute of the demo would show a hundred of them where its address stands.
    """
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, to__endswith=f"@{DOMAIN}")
    return waiting.update(state=DeliveryState.SENT, sent_at=timezone.now())
