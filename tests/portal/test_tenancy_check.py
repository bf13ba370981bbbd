"""`check_tenancy`: every kind of drift is found, said, and mended."""

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.base import CommandError

from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

import pytest

from villages.portal.models import Membership, Village
from villages.portal.tenancy_check import find_drift, mend

pytestmark = pytest.mark.django_db


def stray_member(haean, person, **_):
    person().groups.add(haean.managers)


def lost_member(haean, manager_of, **_):
    manager_of(haean).groups.clear()


def ended_hat(haean, editor_of, **_):
    from datetime import date

    Membership.objects.filter(user=editor_of(haean)).update(until=date(2020, 1, 1))


def lost_page_right(haean, **_):
    GroupPagePermission.objects.filter(group=haean.editors).first().delete()


def stray_page_right(haean, toegye, **_):
    GroupPagePermission.objects.create(
        group=haean.editors,
        page=toegye.page.page_ptr,
        permission=Permission.objects.get(
            codename="change_page", content_type__app_label="wagtailcore"
        ),
    )


def lost_collection_right(haean, **_):
    GroupCollectionPermission.objects.filter(group=haean.managers).first().delete()


def right_on_everything(haean, **_):
    GroupCollectionPermission.objects.create(
        group=haean.editors,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="choose_image"),
    )


def right_of_a_model(haean, **_):
    haean.editors.permissions.add(Permission.objects.get(codename="change_user"))


def no_entry(haean, **_):
    haean.editors.permissions.clear()


def renamed_group(haean, **_):
    Group.objects.filter(pk=haean.editors_id).update(name="village-editors:elsewhere")


def no_group(haean, **_):
    Village.objects.filter(pk=haean.pk).update(editors=None)
    haean.editors.delete()


def no_collection(haean, **_):
    Village.objects.filter(pk=haean.pk).update(collection=None)


def collection_elsewhere(haean, yesong, **_):
    place = yesong.collection.get_parent()
    Collection.objects.get(pk=haean.collection_id).move(place, "sorted-child")


def other_address(haean, **_):
    Page.objects.filter(pk=haean.page_id).update(slug="another")


def other_province(haean, yesong, **_):
    haean.page.move(yesong.page.get_parent(), pos="last-child")


def stray_site(haean, **_):
    Site.objects.create(hostname="haean.invil.example", root_page=haean.page)


def lost_staff(staff, **_):
    staff.groups.clear()


def stray_staff(staff, person, **_):
    person().groups.add(Group.objects.get(name="platform-staff"))


def no_staff_group(staff, **_):
    Group.objects.filter(name="platform-staff").delete()


def staff_without_entry(staff, **_):
    Group.objects.get(name="platform-staff").permissions.clear()


def staff_without_pages(staff, **_):
    GroupPagePermission.objects.filter(group__name="platform-staff").delete()


def staff_without_files(staff, **_):
    GroupCollectionPermission.objects.filter(group__name="platform-staff").first().delete()


KINDS = (
    lost_staff,
    stray_staff,
    no_staff_group,
    staff_without_entry,
    staff_without_pages,
    staff_without_files,
    stray_member,
    lost_member,
    ended_hat,
    lost_page_right,
    stray_page_right,
    lost_collection_right,
    right_on_everything,
    right_of_a_model,
    no_entry,
    renamed_group,
    no_group,
    no_collection,
    collection_elsewhere,
    other_address,
    other_province,
    stray_site,
)


@pytest.fixture
def world(haean, toegye, yesong, person, manager_of, editor_of, staff):
    """What a kind of drift may touch."""
    return locals()


@pytest.mark.parametrize("drift", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_is_found_and_mended(world, drift):
    drift(**world)
    assert find_drift()
    assert mend() == []
    assert find_drift() == []


@pytest.mark.parametrize("drift", KINDS, ids=lambda kind: kind.__name__)
def test_finding_writes_nothing(world, drift):
    drift(**world)
    first = [found.what for found in find_drift()]
    assert [found.what for found in find_drift()] == first


def test_a_missing_host_is_drift_where_a_domain_is_set(haean, settings):
    assert find_drift() == []
    settings.VILLAGE_DOMAIN = "invil.example"
    assert len(find_drift()) == 4  # three villages, and the platform itself
    assert mend() == []
    assert Site.objects.filter(hostname="yanggu-haean.invil.example").exists()


def test_the_command_fails_on_drift_and_not_after_the_repair(haean, person, capsys):
    stray_member(haean, person)
    with pytest.raises(CommandError, match="1 things have drifted"):
        call_command("check_tenancy")
    call_command("check_tenancy", "--repair")
    call_command("check_tenancy")
    assert "Nothing has drifted." in capsys.readouterr().out


def test_what_code_cannot_decide_is_left_and_fails(haean, toegye):
    Village.objects.filter(pk=toegye.pk).update(collection=haean.collection)
    with pytest.raises(CommandError):
        call_command("check_tenancy", "--repair")


def test_the_repair_is_logged_once(haean, person):
    from villages.activity.models import Activity

    stray_member(haean, person)
    mend()
    mend()
    assert Activity.objects.filter(kind="tenancy.mended").count() == 1
