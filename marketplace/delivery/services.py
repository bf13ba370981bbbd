"""Set what a delivery costs; orders that are placed keep their quotes."""

from django.db import transaction

from marketplace.delivery.models import DeliveryPolicy
from villages.activity.services import record


@transaction.atomic
def set_policy(
    *,
    partner,
    storage: str,
    base_fee: int,
    free_over: int | None,
    jeju_extra: int,
    island_extra: int,
    acting_user=None,
) -> DeliveryPolicy:
    """The fees of a stall for one kind of parcel, in whole won, from now on."""
    policy, _new = DeliveryPolicy.objects.update_or_create(
        partner=partner,
        storage=storage,
        defaults={
            "base_fee": base_fee,
            "free_over": free_over,
            "jeju_extra": jeju_extra,
            "island_extra": island_extra,
        },
    )
    record("stall.delivery", village=partner.village, actor=acting_user, ref=storage)
    return policy
