"""The photos of a product: six at most, in an order, the first the one of the lists.

The first is also `Product.image`, so that lists need no join; `photos_of` gives that
picture the first place even where nobody has arranged anything.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from oscar.core.loading import get_model

from marketplace.goods.errors import TooManyPhotos
from marketplace.goods.models import ProductPhoto
from media.services import store_picture

Product = get_model("catalogue", "Product")
MOST_PHOTOS = 6


def photos_of(product) -> list[ProductPhoto]:
    """The product's photos in their order; one query."""
    rows = list(product.photos.select_related("image"))
    if product.image_id and product.image_id not in {row.image_id for row in rows}:
        rows.insert(0, ProductPhoto(product=product, image=product.image))
    rows.sort(key=lambda row: row.image_id != product.image_id)
    for row in rows:
        row.product = product
    return rows


@transaction.atomic
def arrange(
    *,
    product,
    acting_user,
    uploads: Sequence = (),
    words: Mapping[int, Mapping[str, str]] | None = None,
    first: int | None = None,
    removed: Collection[int] = (),
) -> list[ProductPhoto]:
    """Take photos away, add uploads, put one first, say what is on them.

    Photos go by the number of their picture; numbers of other products' pictures are
    not heard. `words` are columns of `ProductPhoto` by that number. Raises
    `UploadRefused` and `TooManyPhotos` and changes nothing then. A photo taken away
    stays among the village's pictures.
    """
    Product.objects.select_for_update().filter(pk=product.pk).first()
    found = photos_of(product)
    staying = [photo for photo in found if photo.image_id not in removed]
    if len(staying) + len(uploads) > MOST_PHOTOS:
        raise TooManyPhotos(
            _("Six photos at most, please; there is room for %(room)d more.")
            % {"room": max(MOST_PHOTOS - len(staying), 0)}
        )
    staying.sort(key=lambda photo: photo.image_id != first)
    for upload in uploads:
        image = store_picture(
            upload=upload,
            collection=product.partner.village.collection,
            title=product.title_ko or product.title_en,
            uploaded_by=acting_user,
        )
        staying.append(ProductPhoto(product=product, image=image))
    product.photos.filter(image__in=removed).delete()
    for place, photo in enumerate(staying):
        photo.position = place
        for column, text in (words or {}).get(photo.image_id, {}).items():
            setattr(photo, column, text)
        photo.save()
    product.image = staying[0].image if staying else None
    product.save(update_fields=["image", "date_updated"])
    return staying


def follow_lost_picture(*, product_pk: int) -> None:
    """Give the lists the next photo where the first one's picture is gone."""
    following = ProductPhoto.objects.filter(product=product_pk).values_list("image", flat=True)
    Product.objects.filter(pk=product_pk, image=None).update(image=following.first())
