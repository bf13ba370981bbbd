"""The operating committees of the demo: members with terms, rules, minutes."""

import random

from django.utils import timezone

from wagtail.models import Page

from invil.demo.bulk import add_pages
from invil.demo.people import FAMILY, GIVEN, HOUSES
from invil.demo.texts import moment
from villages.finder import services as finder
from villages.portal import publishing
from villages.portal.models import CommitteeMember, CommitteeMinutes, CommitteePage, Village


def plain_committee(village: Village, minutes: dict, rng: random.Random) -> dict:
    year = timezone.localdate().year
    offices = (
        ("위원장", "Chair"),
        ("부위원장", "Deputy chair"),
        ("총무", "Treasurer"),
        ("위원", "Member"),
        ("위원", "Member"),
    )
    members = []
    for ko, en in offices:
        name = rng.choice(FAMILY) + rng.choice(GIVEN) if rng.random() < 0.5 else rng.choice(HOUSES)
        since = year - rng.randint(0, 2)
        members.append(
            {
                "role": {"ko": ko, "en": en},
                "name": {"ko": name, "en": name},
                "since": since,
                "until": since + 2,
            }
        )
    return {
        "title": {"ko": "운영위원회", "en": "Operating committee"},
        "intro": {
            "ko": f"{village.name_ko}의 살림을 함께 정하는 사람들입니다. 회의는 누구나 와서 들을 수 있습니다.",
            "en": f"The people who run {village.name_en} together. Anybody may come and listen to a meeting.",
        },
        "members": members,
        "rules": [],
        "minutes": [{**minutes, "days_ago": rng.randint(8, 40)}],
    }


def write_committee(village: Village, item: dict, writer) -> list[Page]:
    page = CommitteePage.objects.get(path__startswith=village.page.path, slug="committee")
    korean = {"title": item["title"]["ko"], "introduction": item["intro"]["ko"]}
    now = timezone.now()
    CommitteePage.objects.filter(pk=page.pk).update(
        **korean,
        draft_title=item["title"]["ko"],
        live=True,
        content_language="ko",
        first_published_at=now,
        last_published_at=now,
    )
    page.refresh_from_db()
    page.rules = writer.body(item["rules"], "ko")
    page.save(clean=False)
    parent = Page.objects.get(pk=village.page.pk)
    english = CommitteePage(
        title=item["title"]["en"],
        slug="committee-en",
        introduction=item["intro"]["en"],
        content_language="en",
        original=page,
        live=True,
        rules=writer.body(item["rules"], "en"),
    )
    add_pages([(parent, english)])
    members, minutes = [], []
    for version in (page, english):
        language = version.content_language
        for number, seat in enumerate(item["members"]):
            members.append(
                CommitteeMember(
                    page=version,
                    sort_order=number,
                    office=seat["role"][language],
                    name=seat["name"][language],
                    since=seat["since"],
                    until=seat["until"],
                )
            )
        for record in item["minutes"]:
            minutes.append(
                CommitteeMinutes(
                    page=version,
                    held_on=moment(record["days_ago"]).date(),
                    title=record["title"][language],
                    body=_plain(record["body"], language),
                )
            )
    CommitteeMember.objects.bulk_create(members)
    CommitteeMinutes.objects.bulk_create(minutes)
    for version in (page, english):
        version._village = village
    finder.put_many([publishing.search_doc(p, village) for p in (page, english)])
    return [english]


def _plain(body, language: str) -> str:
    if isinstance(body, dict):
        return body[language]
    parts = []
    for block in body:
        if "p" in block:
            parts.append(block["p"][language])
        elif "list" in block:
            parts += [f"· {line}" for line in block["list"][language]]
    return "\n\n".join(parts)
