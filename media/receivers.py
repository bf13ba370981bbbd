"""Each receiver is one call of a service."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from media.models import VillageImage
from media.services import make_renditions


@receiver(post_save, sender=VillageImage)
def on_picture_saved(sender, instance, **kwargs) -> None:
    """The page editor stored a picture, or moved its focal point."""
    if instance.sizes_wanted:
        transaction.on_commit(lambda: make_renditions.enqueue(instance.pk))
