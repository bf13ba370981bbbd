"""Ties of a village: sister villages and partners, entered in the office, shown on the portal."""

import pytest

from tests.portal.filling import a_photo
from villages.portal.models import PartnerBody, SisterVillage

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(haean, manager_of, as_user):
    """The manager's browser."""
    return as_user(manager_of(haean))


def partner(**more) -> dict:
    """A filled form for a partner."""
    return {
        "act": "partner",
        "p-name": "Hanil Foods",
        "p-kind": "company",
        "p-since": "2019",
    } | more


def test_a_sister_and_a_partner_stand_on_the_portal(haean, toegye, desk, client):
    office = f"/office/{haean.slug}/ties/"
    desk.post(office, {"act": "sister", "s-sister": toegye.pk, "s-together": "Apples for rice"})
    desk.post(office, partner())
    text = client.get(f"/villages/{haean.slug}/ties/").content.decode()
    for said in (toegye.name_en, "Apples for rice", "Hanil Foods", "2019"):
        assert said in text
    assert (
        f"/villages/{haean.slug}/ties/" in client.get(f"/villages/{haean.slug}/").content.decode()
    )


def test_a_sister_is_entered_once(haean, toegye, desk):
    address, data = f"/office/{haean.slug}/ties/", {"act": "sister", "s-sister": toegye.pk}
    assert desk.post(address, data).status_code == 302
    assert desk.post(address, data).status_code == 422
    assert SisterVillage.objects.count() == 1


def test_a_village_is_not_its_own_sister(haean, desk):
    data = {"act": "sister", "s-sister": haean.pk}
    assert desk.post(f"/office/{haean.slug}/ties/", data).status_code == 422
    assert not SisterVillage.objects.exists()


@pytest.mark.parametrize(
    "bad", [{"p-since": "2999"}, {"p-website": "javascript:alert(1)"}, {"p-kind": "spy"}]
)
def test_a_bad_entry_is_told_and_the_name_stays(haean, desk, bad):
    answer = desk.post(f"/office/{haean.slug}/ties/", partner(**bad))
    assert answer.status_code == 422
    assert 'value="Hanil Foods"' in answer.content.decode()
    assert not PartnerBody.objects.exists()


def test_a_tie_is_taken_out_by_its_own_village_only(haean, toegye, desk, manager_of, as_user):
    desk.post(f"/office/{haean.slug}/ties/", partner())
    tie = PartnerBody.objects.get()
    other = as_user(manager_of(toegye))
    assert other.get(f"/office/{haean.slug}/ties/").status_code == 404
    address = f"/office/{toegye.slug}/ties/partner/{tie.pk}/remove/"
    assert other.post(address).status_code == 404
    desk.post(f"/office/{haean.slug}/ties/partner/{tie.pk}/remove/")
    assert not PartnerBody.objects.exists()


def test_an_editor_enters_no_ties(haean, editor_of, as_user):
    assert as_user(editor_of(haean)).get(f"/office/{haean.slug}/ties/").status_code == 403


def test_the_page_costs_the_same_with_one_tie_and_with_twenty(
    haean, desk, client, django_assert_max_num_queries
):
    desk.post(f"/office/{haean.slug}/ties/", partner())
    for number in range(20):
        PartnerBody.objects.create(village=haean, name=f"No. {number}", kind="group")
    client.get(f"/villages/{haean.slug}/ties/")
    with django_assert_max_num_queries(12):
        client.get(f"/villages/{haean.slug}/ties/")


def test_the_home_shows_the_sister_with_her_picture(haean, toegye, desk, client):
    picture = a_photo(toegye, "Terraces")
    type(toegye.page).objects.filter(pk=toegye.page_id).update(hero=picture)
    home = f"/villages/{haean.slug}/"
    assert 'id="ties"' not in client.get(home).content.decode()
    desk.post(
        f"/office/{haean.slug}/ties/",
        {"act": "sister", "s-sister": toegye.pk, "s-together": "Apples for rice"},
    )
    text = client.get(home).content.decode()
    panel = text[text.index('id="ties"') :]
    assert toegye.name_en in panel
    assert "Apples for rice" in panel
    assert picture.file.url in panel
    assert f'href="/villages/{haean.slug}/ties/"' in panel


def test_where_there_is_no_sister_the_home_names_the_partners(haean, desk, client):
    desk.post(f"/office/{haean.slug}/ties/", partner())
    text = client.get(f"/villages/{haean.slug}/").content.decode()
    assert "Hanil Foods" in text[text.index('id="ties"') :]


def test_a_sister_whose_portal_is_closed_is_not_shown(haean, toegye, desk, client):
    desk.post(f"/office/{haean.slug}/ties/", {"act": "sister", "s-sister": toegye.pk})
    toegye.page.specific.unpublish()
    assert 'id="ties"' not in client.get(f"/villages/{haean.slug}/").content.decode()


# --- finding the sister


def finds(desk, village, query: str) -> str:
    answer = desk.get(f"/office/{village.slug}/ties/", {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("query", ["Yesong", "예송", "완도", "wando"])
def test_a_sister_is_found_by_her_name_or_her_county(haean, yesong, desk, query):
    assert f'<option value="{yesong.pk}">' in finds(desk, haean, query)


def test_before_one_looks_no_village_is_listed(haean, toegye, desk):
    text = finds(desk, haean, "")
    assert 'name="s-sister"' not in text
    assert toegye.name_en not in text


def test_only_what_was_looked_for_is_listed(haean, toegye, yesong, desk):
    text = finds(desk, haean, "Yesong")
    assert f'<option value="{toegye.pk}">' not in text


def test_neither_oneself_nor_a_village_that_is_set_up_is_found(haean, toegye, desk):
    type(toegye).objects.filter(pk=toegye.pk).update(status="opening")
    text = finds(desk, haean, "양구")
    assert "<option" not in text[text.index('id="sister"') : text.index("p-name")]
    assert "No village has this name" in text


def test_of_many_the_first_twenty_are_listed_and_more_are_told(haean, toegye, desk):
    from villages.portal.models import Village

    for number in range(25):
        Village.objects.create(
            slug=f"one-{number}", name_ko=f"하나 {number}", name_en="One", region=toegye.region
        )
    text = finds(desk, haean, "하나")
    assert text.count("<option value=") - text.count('<option value=""') >= 20
    assert text.count("하나 ") <= 21
    assert "There are more" in text


def test_a_refused_form_keeps_the_village_that_was_chosen(haean, toegye, desk):
    sent = {"act": "sister", "s-sister": toegye.pk, "s-since": "2999"}
    answer = desk.post(f"/office/{haean.slug}/ties/", sent)
    assert answer.status_code == 422
    assert f'<option value="{toegye.pk}" selected>' in answer.content.decode()


def test_nothing_chosen_is_said_and_what_was_typed_stays(haean, desk):
    sent = {"act": "sister", "s-sister": "", "s-together": "Apples for rice"}
    answer = desk.post(f"/office/{haean.slug}/ties/", sent)
    assert answer.status_code == 422
    assert 'id="id_s-sister_error"' in answer.content.decode()
    assert "Apples for rice" in answer.content.decode()
