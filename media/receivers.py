"""Each receiver is one call of a service."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from media.films import make_sizes
from media.models import MediaSize, MediaWords, VillageDocument, VillageImage, VillageMedia
from media.room import give_back
from media.services import make_renditions


@receiver(post_save, sender=VillageImage)
def on_picture_saved(sender, instance, **kwargs) -> None:
    """The page editor stored a picture, or moved its focal point."""
    if instance.sizes_wanted:
        transaction.on_commit(lambda: make_renditions.enqueue(instance.pk))


@receiver(post_save, sender=VillageMedia)
def on_recording_saved(sender, instance, **kwargs) -> None:
    """The page editor stored a recording."""
    if instance.sizes_wanted:
        transaction.on_commit(lambda: make_sizes.enqueue(instance.pk))


@receiver(post_delete, sender=VillageImage)
@receiver(post_delete, sender=VillageDocument)
@receiver(post_delete, sender=VillageMedia)
def on_file_gone(sender, instance, **kwargs) -> None:
    """Its bytes are free again."""
    give_back(instance.collection_id, instance.file_size or 0)


@receiver(post_delete, sender=VillageMedia)
@receiver(post_delete, sender=MediaSize)
@receiver(post_delete, sender=MediaWords)
def on_recording_gone(sender, instance, **kwargs) -> None:
    """Its files go with it, once the row is really gone."""
    files = [getattr(instance, name, None) for name in ("file", "captions", "thumbnail")]
    for file in filter(None, files):
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))
