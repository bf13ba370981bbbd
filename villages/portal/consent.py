"""People on pictures: what shows a face goes out once everybody on it agreed.

No machine tells whether somebody can be recognised, so a person says it once for each picture,
where it is uploaded. Writing, saving and uploading many at once never ask; going out does.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from wagtail.models import ReferenceIndex

from media.models import VillageImage
from villages.portal.errors import PictureUnagreed


def unagreed(*objects) -> list[VillageImage]:
    """The pictures these pages (or parts of pages) show whose tick is missing.

    One query; none where they show no picture.
    """
    return missing(pk for one in objects for pk, _field in pictures_of(one))


def missing(keys: Iterable[str]) -> list[VillageImage]:
    """Those of these pictures whose tick is missing, in the order of their keys."""
    wanted = set(keys)
    if not wanted:
        return []
    return list(VillageImage.objects.filter(pk__in=wanted, consent=False).order_by("pk"))


def pictures_of(instance) -> set[tuple[str, str]]:
    """(key, field) of every picture an object shows: in its fields, blocks and rows below it."""
    kind = ContentType.objects.get_for_model(VillageImage).pk
    return {
        (str(pk), path.partition(".")[0])
        for found, pk, path, _content_path in ReferenceIndex._extract_references_from_object(
            instance
        )
        if found == kind
    }


def in_words(pictures: list[VillageImage]) -> str:
    """The refusal: which pictures, and what is to be done."""
    names = ", ".join(f"“{picture.title}”" for picture in pictures)
    return _(
        "Can somebody be recognised on these pictures? %(names)s. Open each picture and tick that "
        "nobody can be recognised on it or everybody agreed, or take it out."
    ) % {"names": names}


def check(page) -> None:
    """Raise `PictureUnagreed` where a page as it stands shows a picture without its tick."""
    pictures = unagreed(page)
    if pictures:
        raise PictureUnagreed(in_words(pictures))
