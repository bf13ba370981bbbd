"""A host for every village, where a domain is set; and nothing of it where none is."""

import html
import re
from urllib.parse import parse_qs, urljoin, urlsplit

from django.conf import settings as conf
from django.core.management import call_command
from django.test import Client

from wagtail.models import Site

import pytest

from villages.portal import register
from villages.portal.models import NewsIndexPage, NewsPage, Village
from villages.portal.services import NewVillage, provision_village

pytestmark = pytest.mark.django_db
HAEAN = "yanggu-haean.invil.example"


@pytest.fixture
def hosts_on(settings):
    """Villages have hosts of their own."""
    settings.VILLAGE_DOMAIN = "invil.example"
    settings.PLATFORM_HOST = "invil.example"
    settings.ALLOWED_HOSTS = ["invil.example", ".invil.example", "testserver"]
    call_command("sync_village_sites")


@pytest.fixture
def crane(haean):
    page = NewsIndexPage.objects.get(path__startswith=haean.page.path).add_child(
        instance=NewsPage(title="A rare crane", slug="crane", content_language="en")
    )
    page.save_revision().publish()
    return page


def at(host, path, client=None, **more):
    return (client or Client()).get(path, headers={"Host": host}, **more)


# --- the embedded default


def test_without_a_domain_no_host_is_made(haean):
    call_command("sync_village_sites")
    assert Site.objects.count() == 1


def test_without_a_domain_every_host_answers_alike(haean, crane):
    for host in ("testserver", HAEAN, "anything.example"):
        assert at(host, f"/villages/{haean.slug}/news/crane/").status_code == 200
        assert at(host, "/market/").status_code == 200


def test_without_a_domain_answers_do_not_vary_by_host(haean):
    assert "Host" not in at("testserver", f"/villages/{haean.slug}/").headers["Vary"]


# --- one site a village


def test_each_village_has_one_site(hosts_on, haean):
    assert Site.objects.count() == 4
    assert Site.objects.get(hostname=HAEAN).root_page_id == haean.page_id
    call_command("sync_village_sites")
    assert Site.objects.count() == 4


def test_sites_follow_new_renamed_and_dropped_villages(hosts_on, haean, staff, settings):
    provision_village(NewVillage(slug="inje-new", name_ko="새", name_en="New", region_code="42810"))
    register.rename_village(
        village=haean, slug="yanggu-other", name_ko="가", name_en="Other", acting_user=staff
    )
    call_command("sync_village_sites")
    names = set(Site.objects.values_list("hostname", flat=True))
    assert {"inje-new.invil.example", "yanggu-other.invil.example"} <= names
    assert HAEAN not in names
    settings.VILLAGE_DOMAIN = ""
    call_command("sync_village_sites")
    assert Site.objects.get().is_default_site


def test_a_site_that_leads_elsewhere_is_put_right(hosts_on, haean, toegye):
    Site.objects.filter(hostname=HAEAN).update(root_page=toegye.page_id)
    call_command("sync_village_sites")
    assert Site.objects.get(hostname=HAEAN).root_page_id == haean.page_id


def test_a_village_being_set_up_has_no_host(hosts_on, haean):
    Village.objects.filter(pk=haean.pk).update(status="opening")
    call_command("sync_village_sites")
    assert not Site.objects.filter(hostname=HAEAN).exists()
    assert at(HAEAN, "/").status_code == 404


# --- what a village's host serves


def test_the_host_shows_its_own_pages(hosts_on, haean, crane):
    assert haean.name_en in at(HAEAN, "/").content.decode()
    assert "A rare crane" in at(HAEAN, "/news/crane/").content.decode()


def test_both_forms_show_the_same_page(hosts_on, haean, crane):
    short = at(HAEAN, "/news/crane/").content.decode()
    long = at("invil.example", f"/villages/{haean.slug}/news/crane/").content.decode()
    for body in (short, long):
        assert f'rel="canonical" href="http://{HAEAN}/news/crane/"' in body


def test_no_host_shows_another_village_s_page(hosts_on, crane):
    assert at("yanggu-toegye.invil.example", "/news/crane/").status_code == 404


@pytest.mark.parametrize("label", ["typo", "www", "a.b", "yanggu-haean-x"])
def test_an_unknown_label_is_not_found(hosts_on, label):
    assert at(f"{label}.invil.example", "/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/market/", "/learn/", "/office/", "/accounts/login/", "/cms/", "/talk/", "/me/", "/staff/",
     "/search/?q=x", "/adoption/", "/sitemap.xml", "/villages/", "/villages/yanggu-toegye/"],
)  # fmt: skip
def test_the_platform_s_doors_lead_to_its_host(hosts_on, path):
    answer = at(HAEAN, path)
    assert answer.status_code == 301
    assert answer.url == f"http://invil.example{path}"


@pytest.mark.parametrize("tail", ["board/", "fund/", "feed/", "calendar.ics"])
def test_the_village_s_applications_have_one_form(hosts_on, haean, tail):
    answer = at(HAEAN, f"/{tail}")
    assert answer.url == f"http://invil.example/villages/{haean.slug}/{tail}"


def test_the_long_form_of_an_own_page_leads_to_the_short(hosts_on, haean):
    answer = at(HAEAN, f"/villages/{haean.slug}/news/")
    assert answer.url == f"http://{HAEAN}/news/"


def test_a_form_sent_to_a_village_s_host_is_sent_on_whole(hosts_on):
    answer = Client().post("/accounts/login/", {"login": "x"}, headers={"Host": HAEAN})
    assert answer.status_code == 308


def test_the_reader_s_choices_work_there(hosts_on):
    answer = at(HAEAN, "/view/text/150/")
    assert answer.cookies["text"].value == "150"
    assert answer.cookies["text"]["domain"] == ""


def test_signing_in_comes_back_to_the_page(hosts_on, haean):
    body = at(HAEAN, "/news/").content.decode()
    assert f"/accounts/login/?next=/villages/{haean.slug}/news/" in body


def test_cookies_belong_to_one_host():
    assert conf.SESSION_COOKIE_DOMAIN is None
    assert conf.CSRF_COOKIE_DOMAIN is None


def test_answers_vary_by_host(hosts_on):
    assert "Host" in at(HAEAN, "/").headers["Vary"]
    assert "Host" in at("invil.example", "/").headers["Vary"]
    assert "Host" in at(HAEAN, "/market/").headers["Vary"]


@pytest.mark.django_db(transaction=True)
def test_the_page_cache_knows_hosts_apart(hosts_on, settings, haean, toegye):
    settings.PAGE_CACHE_SECONDS = 60
    assert haean.name_en in at(HAEAN, "/").content.decode()
    other = at("yanggu-toegye.invil.example", "/").content.decode()
    assert toegye.name_en in other
    assert haean.name_en in at(HAEAN, "/").content.decode()
    assert haean.name_en not in other


def test_the_sitemap_names_villages_by_their_hosts(hosts_on, haean, crane):
    body = at("invil.example", "/sitemap-pages.xml").content.decode()
    assert f"<loc>http://{HAEAN}/news/crane/</loc>" in body
    assert "<loc>http://invil.example/</loc>" in body
    robots = at(HAEAN, "/robots.txt").content.decode()
    assert "Sitemap: http://invil.example/sitemap.xml" in robots


def test_a_preview_of_a_page_works(hosts_on, haean, crane, manager_of, as_user):
    manager = as_user(manager_of(haean))
    crane.title = "Not yet out"
    crane.save_revision()
    answer = at("invil.example", f"/cms/pages/{crane.pk}/view_draft/", manager)
    assert answer.status_code == 200
    assert "Not yet out" in answer.content.decode()


def test_views_on_a_village_s_host_are_counted(hosts_on, haean):
    from invil.adoption import visits

    visits.flush()
    Client().get("/news/", headers={"Host": HAEAN, "User-Agent": "Mozilla/5.0 Firefox/140.0"})
    assert visits.flush() == 1


# --- links on both hosts lead straight to their page


LINK = re.compile(r'<(?:a|form)\s[^>]*?(?:href|action)="([^"#]*)')
# Doors that send a stranger on by their nature: to sign in, or back after a choice.
SENDS_ON = ("/view/", "/me/", "/accounts/logout/")


def links_of(host: str, path: str) -> tuple[int, set[str]]:
    """The status, and the absolute links; asking who somebody is counts as an answer."""
    answer = at(host, path)
    asks_who = answer.status_code == 302 and answer.url.startswith("/accounts/login/")
    status = 200 if asks_who else answer.status_code
    if answer.streaming:
        b"".join(answer.streaming_content)
        return status, set()
    links = {html.unescape(found) for found in LINK.findall(answer.content.decode())}
    absolute = {urljoin(f"http://{host}{path}", link) for link in links if link}
    return status, {link for link in absolute if link.startswith("http")}


def crawl(start_host: str, start: str, keep) -> dict[str, int]:
    """Every link found from the start on, the pages that `keep` chooses read too."""
    found, waiting = {}, [f"http://{start_host}{start}"]
    while waiting:
        address = waiting.pop()
        parts = urlsplit(address)
        host, path = parts.netloc, parts.path + (f"?{parts.query}" if parts.query else "")
        if address in found or not host.endswith("invil.example"):
            continue
        if parts.path.startswith(SENDS_ON) or not keep(address):
            if not parts.path.startswith(SENDS_ON):
                found[address] = links_of(host, path)[0]
            continue
        found[address], links = links_of(host, path)
        waiting += links - found.keys()
    return found


@pytest.fixture
def lively(haean, toegye, yesong, crane, with_role):
    """Haean with something on every page, a long list, and ties."""
    from tests.portal.filling import fill

    fill(haean, with_role("manager", haean), sister=toegye, rows=14)
    return haean


@pytest.mark.parametrize(
    ("host", "start"), [(HAEAN, "/"), ("invil.example", "/villages/yanggu-haean/")]
)
def test_no_link_of_a_village_sends_on(hosts_on, lively, host, start):
    found = crawl(host, start, lambda address: address.startswith(f"http://{host}{start}"))
    assert {a: status for a, status in found.items() if status != 200} == {}
    inside = [address for address in found if address.startswith(f"http://{host}{start}")]
    assert len(inside) > 25, "the list's second page, the album, the forms and the rest"
    assert any("?page=2" in address for address in inside)


def test_without_a_domain_no_link_of_a_village_sends_on(lively, settings):
    settings.ALLOWED_HOSTS = ["invil.example"]
    start = f"/villages/{lively.slug}/"
    found = crawl("invil.example", start, lambda a: a.startswith(f"http://invil.example{start}"))
    assert {a: status for a, status in found.items() if status != 200} == {}


def test_own_pages_are_linked_within_their_host(hosts_on, lively):
    body = at(HAEAN, "/").content.decode()
    assert f"/villages/{lively.slug}/news/" not in body.replace("?next=/villages/", "")
    assert 'href="/news/"' in body
    assert f'href="http://invil.example/villages/{lively.slug}/board/"' in body
    assert 'href="http://invil.example/"' in body, "the network's sign leads to the nation"
    assert 'href="http://invil.example/privacy/"' in body


def test_the_tab_one_stands_on_is_marked_on_both_hosts(hosts_on, lively):
    for host, path in ((HAEAN, "/news/"), ("invil.example", f"/villages/{lively.slug}/news/")):
        tab = re.search(
            r'<a href="[^"]*/news/" aria-current="page">', at(host, path).content.decode()
        )
        assert tab, host


def test_feed_and_structured_data_name_the_village_s_host(hosts_on, lively):
    feed = at("invil.example", f"/villages/{lively.slug}/feed/").content.decode()
    assert f"http://{HAEAN}/news/crane/" in feed
    assert f'"url":"http://{HAEAN}/"' in at(HAEAN, "/").content.decode()


def test_after_signing_in_the_page_stands_there(hosts_on, lively, manager_of):
    body = at(HAEAN, "/news/").content.decode()
    door = re.search(r'href="(http://invil\.example/accounts/login/\?next=[^"]*)"', body)[1]
    client = Client(headers={"host": "invil.example"})
    user = manager_of(lively)
    next_page = parse_qs(urlsplit(html.unescape(door)).query)["next"][0]
    answer = client.post(
        "/accounts/login/",
        {"login": user.email, "password": "pass-1234", "next": next_page},
    )
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200


def test_the_nation_s_pages_are_linked_by_the_platform_s_host(hosts_on):
    assert Site.objects.get(is_default_site=True).hostname == "invil.example"
