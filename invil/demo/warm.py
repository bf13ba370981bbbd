"""Pictures for the first screens now; all others by the worker."""

from oscar.core.loading import get_model

from django_tasks import task

from marketplace.goods.models import ProductPhoto
from media.cards import SPEC as CARD
from media.films import make_sizes
from media.models import VillageImage, VillageMedia, VillageRendition
from media.renditions import ensure_renditions
from villages.portal.selectors import national_news

Product = get_model("catalogue", "Product")
FIRST, LEADING = 24, 3
AT_ONCE = 4


def first_renditions(loading) -> None:
    """The sizes of the flagships' heroes, of the first goods and of what leads the news."""
    heroes = {v.page.hero_id for v in loading.villages if v.page.hero_id}
    leading = {page.picture_id for page in national_news()[:LEADING] if page.picture_id}
    goods = set(Product.objects.exclude(image=None).values_list("image_id", flat=True))
    goods |= set(ProductPhoto.objects.values_list("image_id", flat=True))
    jobs = [(pk, "wide") for pk in [*sorted(leading - heroes), *sorted(heroes)[:FIRST]]] + [
        (pk, "square") for pk in sorted(goods)
    ]
    done = set(VillageImage.objects.exclude(renditions=None).values_list("pk", flat=True))
    images = VillageImage.objects.in_bulk([pk for pk, _shape in jobs if pk not in done])
    missing = [(images[pk], shape) for pk, shape in jobs if pk in images]
    for image, shape in loading.progress.over("First pictures", missing):
        ensure_renditions(image, shapes=(shape,), formats=("webp",))


@task(priority=-50)
def make_some(after: int = 0) -> int:
    """The sizes of the next few pictures, then of those behind them.

    A few at a time and behind everything else: a photo posted now does not wait.
    """
    images = list(VillageImage.objects.filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    for image in images:
        ensure_renditions(image)
    if images:
        make_some.enqueue(images[-1].pk)
    return len(images)


def queue_the_rest() -> None:
    """Leave the rest to the worker."""
    done = VillageRendition.objects.filter(filter_spec=CARD).values("image")
    if VillageImage.objects.exclude(pk__in=done).exists():
        make_some.enqueue()
    for pk in VillageMedia.objects.filter(sizes=None).values_list("pk", flat=True):
        make_sizes.enqueue(pk)
