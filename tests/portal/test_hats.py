"""Hats: the groups follow, the last manager stays, drift is found and mended."""

import threading

from django.contrib.auth.models import Group
from django.db import connections

import pytest

from villages.portal import services
from villages.portal.errors import LastManager, TooManyVillages
from villages.portal.models import Membership, Village
from villages.portal.tenancy_check import find_drift, mend


@pytest.mark.django_db
def test_groups_follow_from_hats(haean, manager_of):
    manager = manager_of(haean)
    assert manager.groups.get().pk == haean.managers_id


@pytest.mark.django_db
def test_last_manager_cannot_be_removed(haean, manager_of):
    manager = manager_of(haean)
    with pytest.raises(LastManager):
        services.remove_role(membership=manager.memberships.get(), acting_user=manager)


@pytest.mark.django_db
def test_manager_with_a_successor_can_go(haean, manager_of):
    first, second = manager_of(haean), manager_of(haean)
    services.remove_role(membership=first.memberships.get(), acting_user=second)
    assert not first.groups.exists()


@pytest.mark.django_db
def test_nobody_edits_in_six_villages(person):
    user = person()
    for number in range(5):
        village = services.provision_village(
            services.NewVillage(
                slug=f"inje-v{number}", name_ko="가", name_en=f"V{number}", region_code="42810"
            )
        )
        services.grant_role(user=user, village=village, role="editor")
    with pytest.raises(TooManyVillages):
        services.grant_role(
            user=user, village=Village.objects.get(slug="yanggu-haean"), role="editor"
        )


@pytest.mark.django_db
def test_fresh_world_has_no_drift():
    assert find_drift() == []


@pytest.mark.django_db
def test_group_touched_by_hand_is_found_and_mended(haean, person):
    user = person()
    user.groups.add(Group.objects.get(pk=haean.managers_id))
    assert len(find_drift()) == 1
    assert mend() == []
    assert not user.groups.exists()


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_two_managers_removed_at_once_leave_one(haean, manager_of, person):
    hats = [manager_of(haean).memberships.get() for _ in range(2)]
    boss, barrier, refused = person(), threading.Barrier(2), []

    def go(hat):
        try:
            barrier.wait()
            services.remove_role(membership=hat, acting_user=boss)
        except LastManager as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(hat,)) for hat in hats]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(refused) == 1
    assert Membership.objects.filter(village=haean, role="manager").count() == 1
