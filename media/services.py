"""Store pictures; make their smaller versions in the background."""

from django.db import transaction

from django_tasks import task

from media.models import VillageImage
from media.uploads import clean_picture


def store_picture(
    *, upload, collection, title: str, alt_text: str = "", uploaded_by=None, consent: bool = False
) -> VillageImage:
    """Clean an upload and keep it in a village's collection.

    Raises `UploadRefused`. Writes one file; the renditions are made after commit.
    """
    file, width, height = clean_picture(upload)
    image = VillageImage(
        title=title[:255],
        file=file,
        width=width,
        height=height,
        collection=collection,
        uploaded_by_user=uploaded_by,
        alt_text=alt_text[:255],
        consent=consent,
    )
    image.file_size = file.size
    image.save()
    transaction.on_commit(lambda: make_renditions.enqueue(image.pk))
    return image


@task()
def make_renditions(image_pk: int) -> int:
    """Make every rendition a page may ask for; returns how many there are."""
    image = VillageImage.objects.filter(pk=image_pk).first()
    if image is None:
        return 0
    from media.renditions import ensure_renditions

    return ensure_renditions(image)
