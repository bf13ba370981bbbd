"""Below the finder a village answers first: no province stands at a village's address."""

from django.core.exceptions import ValidationError

import pytest

from villages.portal import register
from villages.portal.errors import AddressTaken
from villages.portal.models import OldAddress, RegionPage, Village
from villages.portal.services import NewVillage, provision_village
from villages.portal.tenancy_check import find_drift, mend

pytestmark = pytest.mark.django_db
NOT_YET_THERE = "region-11"


@pytest.fixture
def gangwon(haean):
    """The page of Haean's province, moved to an address of its own by hand."""
    page = RegionPage.objects.get(pk=haean.page.get_parent().pk)
    page.slug = "gangwon-do"
    page.save()
    return page


def open_at(slug: str) -> Village:
    return provision_village(
        NewVillage(slug=slug, name_ko="새마을", name_en="New Village", region_code="42800")
    )


@pytest.mark.parametrize("slug", ["gangwon-do", "region-42", NOT_YET_THERE])
def test_no_village_is_opened_at_a_province_s_address(gangwon, slug):
    with pytest.raises(AddressTaken, match="A province has this address"):
        open_at(slug)
    assert not Village.objects.filter(slug=slug).exists()


@pytest.mark.parametrize("slug", ["gangwon-do", NOT_YET_THERE])
def test_no_village_moves_to_a_province_s_address(gangwon, haean, staff, slug):
    with pytest.raises(AddressTaken, match="A province has this address"):
        register.rename_village(
            village=haean, slug=slug, name_ko="해안", name_en="Haean", acting_user=staff
        )


def test_a_village_beside_them_keeps_its_choice(gangwon):
    assert open_at("region-of-apples").slug == "region-of-apples"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "A province has this address"), ("ko", "시·도 페이지가 쓰는")]
)
def test_the_register_says_so_in_words(gangwon, haean, staff, as_user, language, said):
    typed = {"act": "rename", "slug": "gangwon-do", "name_ko": "해안", "name_en": "Haean"}
    answer = as_user(staff).post(
        "/staff/villages/yanggu-haean/", typed, headers={"accept-language": language}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_no_province_moves_to_a_village_s_address(gangwon, haean):
    gangwon.slug = "yanggu-haean"
    with pytest.raises(ValidationError, match="A village has this address"):
        gangwon.save()


def test_no_province_moves_to_an_address_that_still_leads_to_a_village(gangwon, haean):
    OldAddress.objects.create(slug="old-haean", village=haean)
    gangwon.slug = "old-haean"
    with pytest.raises(ValidationError, match="had it before"):
        gangwon.save()


def test_a_province_behind_a_village_is_drift_and_comes_out(gangwon, client):
    RegionPage.objects.filter(pk=gangwon.pk).update(slug="yanggu-haean")
    assert [drift.what for drift in find_drift()] == [
        f"Province {gangwon.title} has the address of village yanggu-haean"
    ]
    assert mend() == []
    assert client.get("/villages/region-42/").status_code == 200


def test_where_a_village_took_both_a_person_is_asked(gangwon, haean):
    RegionPage.objects.filter(pk=gangwon.pk).update(slug="yanggu-haean")
    Village.objects.filter(slug="yanggu-toegye").update(slug="region-42")
    assert f"Province {gangwon.title} has the address of village yanggu-haean" in [
        drift.what for drift in find_drift() if drift.mend is None
    ]
