"""What others do that concerns the boards."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from villages.activity.models import Activity
from villages.community import services


@receiver(post_save, sender=Activity)
def on_portal_opened(sender, instance, created=False, **kwargs) -> None:
    """A portal opened: its board answers from the first minute."""
    if created and instance.kind == "village.portal_opened":
        services.open_village_board(instance.village)
