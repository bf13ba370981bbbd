"""The whole nation in a fresh database: opening 363 villages, the editor's lists, an export.

    python -m benchmarks.nation           a folder of its own, taken away at the end
    python -m benchmarks.nation FOLDER    keeps it there; stopped and started, it goes on
    python -m benchmarks.nation FOLDER 12 opens twelve villages only: a look, no measure

Opens every village of the published list with `import_villages` (its bar shows where it is),
checks the tenancy, fills one village as a lively one is (pages with pictures, documents,
people with hats, goods, orders, talk), times each list of the page editor
an editor and a manager reach, every screen of the manager's office, and the export. The
slowest of each is named. Exits 1 where a figure misses its target. Times are of the clock.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOST_OPENING, MOST_LIST, MOST_EXPORT = 180.0, 1.0, 10.0
PAGES, CALLS = 30, 5
PICTURES, PEOPLE, ORDERS, GOODS, PAPERS = 120, 300, 60, 30, 30
LISTS = (
    "/cms/",
    "/cms/account/",
    "/cms/pages/{home}/",
    "/cms/pages/{news}/",
    "/cms/pages/{news}/results/",
    "/cms/pages/{news}/add_subpage/",
    "/cms/pages/{news}/history/",
    "/cms/pages/{news}/usage/",
    "/cms/pages/{news}/workflow_history/",
    "/cms/pages/search/?q=story",
    "/cms/pages/usage/villages/newspage/",
    "/cms/choose-page/",
    "/cms/choose-page/{home}/",
    "/cms/choose-page/search/?q=story",
    "/cms/choose-page/chosen-multiple/?id={news}",
    "/cms/images/",
    "/cms/images/results/?q=story",
    "/cms/images/chooser/",
    "/cms/images/chooser/results/?q=story",
    "/cms/images/chooser/chosen-multiple/",
    "/cms/documents/",
    "/cms/documents/results/?q=story",
    "/cms/documents/chooser/",
    "/cms/documents/chooser/results/?q=story",
    "/cms/documents/chooser/chosen-multiple/",
    "/cms/media/",
    "/cms/media/chooser/audio/",
)
# What answers a villager without being a list: forms, words, pictures of the editor itself.
NO_LISTS = frozenset(
    {
        "/cms/choose-anchor-link/",
        "/cms/choose-email-link/",
        "/cms/choose-external-link/",
        "/cms/choose-phone-link/",
        "/cms/dismissibles/",
        "/cms/documents/add/",
        "/cms/documents/chooser/create/",
        "/cms/documents/multiple/add/",
        "/cms/embeds/chooser/",
        "/cms/embeds/chooser/upload/",
        "/cms/images/add/",
        "/cms/images/chooser/create/",
        "/cms/images/multiple/add/",
        "/cms/jsi18n/",
        "/cms/password_reset/",
        "/cms/password_reset/complete/",
        "/cms/password_reset/done/",
        "/cms/sprite/",
    }
)


def manage(env: dict, *words: str) -> None:
    """One of the platform's commands, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "manage.py", *words]
    subprocess.run(command, env=env, cwd=ROOT, check=True)  # noqa: S603  our own command


def write_list(path: Path, most: int | None, known=frozenset()) -> int:
    """The published villages, or the first few, as a list to import; returns how many.

    `known` are slugs that are left out: those villages are there.
    """
    source = ROOT / "invil" / "fixtures" / "data" / "villages.csv"
    with source.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["slug"] not in known][:most]
    names = ("slug", "name_ko", "name_en", "county_code", "ri_code", "lat", "lon",
             "households", "population")  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def open_all(folder: Path, most: int | None) -> float:
    """Migrate, establish, open the villages; returns the seconds of the opening."""
    env = {**os.environ, "INVIL_VAR_DIR": str(folder), "INVIL_DATABASE_URL": "",
           "INVIL_REDIS_URL": "", "DJANGO_SETTINGS_MODULE": "invil.settings.embedded"}  # fmt: skip
    os.environ.update(env)
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "collectstatic", "--no-input", "--verbosity", "0")
    manage(env, "establish")
    listing = folder / "villages.csv"
    count = write_list(listing, most)
    start = time.monotonic()
    manage(env, "import_villages", str(listing))
    took = time.monotonic() - start
    sys.stdout.write(f"{count} villages in {took:.0f} s\n")
    manage(env, "check_tenancy")
    return took


def a_full_village():
    """A lively village with an open portal, its editor and its manager; made once."""
    from villages.accounts.models import User
    from villages.portal.choices import VillageStatus
    from villages.portal.models import NewsIndexPage, Village
    from villages.portal.services import grant_role

    village = Village.objects.select_related("page", "region").order_by("pk").first()
    news = NewsIndexPage.objects.get(path__startswith=village.page.path)
    people = []
    for role in ("editor", "manager"):
        user = User.objects.filter(email=f"{role}@invil.example").first()
        if user is None:
            user = User.objects.create_user(email=f"{role}@invil.example", password="pass-1234")  # noqa: S106
        grant_role(user=user, village=village, role=role)
        people.append(user)
    for page in (village.page, news):
        page.get_latest_revision_as_object().save_revision().publish()
    Village.objects.filter(pk=village.pk).update(status=VillageStatus.ACTIVE)
    if not news.get_children().exists():
        village.refresh_from_db()
        fill(village, news, *people)
    return Village.objects.select_related("page", "region").get(pk=village.pk), news, *people


def fill(village, news, editor, manager) -> None:
    """What a lively village has; small pictures, since their number is what lists feel."""
    from django.db import transaction

    from marketplace.orders.services import states
    from tests.factories import market
    from tests.portal import filling
    from villages.accounts.models import User
    from villages.portal import posting
    from villages.portal.models import Membership, NewsPage, Resident

    with transaction.atomic():
        photos = [filling.a_photo(village, f"Story photo {n}") for n in range(PICTURES)]
        for number in range(PAGES):
            first, *more = photos[number * 4 : number * 4 + 4]
            body = [("paragraph", "<p>Words of the village.</p>" * 20)]
            body += [("picture", {"image": one, "alt": "Boxes", "caption": ""}) for one in more]
            news.refresh_from_db()
            page = news.add_child(
                instance=NewsPage(
                    title=f"Story {number}", slug=f"story-{number}", content_language="en",
                    owner=editor, picture=first, body=body,
                )
            )  # fmt: skip
            page.save_revision(user=editor).publish()
        filling.pages(village, PAGES, start=1_000, picture=photos[0])
        filling.album(village, PAGES, picture=photos[0])
        filling.books(village, manager, PAPERS)
        filling.talks(village, editor, PAGES)
        for number in range(5):
            draft = posting.Draft(kind="news", title=f"Waits {number}", text="Rain.", language="en")
            page = posting.write_page(village=village, author=editor, draft=draft)
            posting.send_for_approval(page=page, author=editor)
        filling.goods(village, GOODS)
        goods = market.product(village.stall, title="Apples", stock=10 * ORDERS)
        for _number in range(ORDERS):
            states.mark_paid(order=market.order((goods, 1)))
        accounts = User.objects.bulk_create(
            User(email=f"r{n}@invil.example", first_name=f"Resident {n}") for n in range(PEOPLE)
        )
        Membership.objects.bulk_create(
            Membership(user=one, village=village, role="resident") for one in accounts
        )
        Resident.objects.bulk_create(
            Resident(village=village, register_no=n, name=f"Resident {n}") for n in range(PEOPLE)
        )


def office_screens(village) -> list[str]:
    """Every screen of the office, the stall and the learners' desk that needs only the village."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    found = set()
    for namespace in ("office", "stall", "learning", "community"):
        _prefix, resolver = get_resolver().namespace_dict[namespace]
        for name in filter(lambda key: isinstance(key, str), resolver.reverse_dict):
            try:
                found.add(reverse(f"{namespace}:{name}", args=[village.slug]))
            except NoReverseMatch:
                continue  # needs more than the village
    return sorted(url for url in found if url.startswith(f"/office/{village.slug}/"))


def only_screens(client, urls: list[str]) -> list[str]:
    """Those that answer with a screen: a form's target, a file or a step that is over is none."""
    answers = {url: client.get(url) for url in urls}
    return [
        url
        for url, answer in answers.items()
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    ]


def time_lists(user, urls: list[str], clock, calls: int) -> float:
    """The slowest of a person's lists, in seconds: the median of the calls after a first.

    Each is written with its slowest call; the slowest of all is named at the end.
    """
    client = signed_in(user)
    slowest, which = 0.0, ""
    for url in urls:
        client.get(url, follow=True)
        times = []
        for _ in range(calls):
            start = clock()
            answer = client.get(url, follow=True)
            times.append(clock() - start)
        if answer.status_code != 200:
            sys.exit(f"{url} answers {answer.status_code}: no list any more")
        took = statistics.median(times)
        slowest, which = max((slowest, which), (took, url))
        sys.stdout.write(
            f"{url:<48} {answer.status_code} {took * 1000:6.0f} ms, at most {max(times) * 1000:.0f}\n"
        )
    sys.stdout.write(f"slowest: {which}, {slowest * 1000:.0f} ms\n")
    return slowest


def signed_in(user):
    """The browser of somebody."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def time_export(village, user, clock) -> float:
    """Seconds of the export of the village of thirty pages."""
    from villages.portal.export import export_village

    start = clock()
    size = len(export_village(village, acting_user=user).read())
    took = clock() - start
    sys.stdout.write(f"export of {PAGES} pages: {took:.2f} s, {size / 1024:.0f} KB\n")
    return took


def main() -> None:
    """Open, measure, say whether the targets are met."""
    import django

    with tempfile.TemporaryDirectory() as spare:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else spare)
        folder.mkdir(parents=True, exist_ok=True)
        opening = open_all(folder, int(sys.argv[2]) if len(sys.argv) > 2 else None)
        django.setup()
        figures = [("Opening the villages", opening, MOST_OPENING), *measure()]
    for what, took, most in figures:
        sys.stdout.write(f"{what}: {took:.2f} s of at most {most:.0f} s\n")
    sys.stdout.write(f"load average {os.getloadavg()[0]:.1f}\n")
    if record := os.environ.get("INVIL_MEASURES"):
        Path(record).write_text(json.dumps(figures), encoding="utf-8")
    sys.exit(0 if all(took <= most for _what, took, most in figures) else 1)


def measure(clock=time.monotonic, calls: int = CALLS) -> list[tuple[str, float, float]]:
    """What was timed, how long it took, and how long it may, in seconds of the `clock`."""
    village, news, editor, manager = a_full_village()
    cms = [address.format(home=village.page_id, news=news.pk) for address in LISTS]
    office = only_screens(signed_in(manager), office_screens(village))
    lists = {
        f"Slowest of {len(cms)} lists in /cms/, an editor": (editor, cms),
        f"Slowest of {len(cms)} lists in /cms/, a manager": (manager, cms),
        f"Slowest of {len(office)} screens in /office/, a manager": (manager, office),
    }
    return [
        *((what, time_lists(*asked, clock, calls), MOST_LIST) for what, asked in lists.items()),
        (f"Export of {PAGES} pages", time_export(village, editor, clock), MOST_EXPORT),
    ]


if __name__ == "__main__":
    main()
