"""The platform's news desk: which stories stand first on the national home."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from villages.activity import services as activity
from villages.notifications import services as notifications
from villages.portal.models import NewsPage, Village
from villages.portal.readable import in_active_villages, readable

LONGEST = timedelta(days=60)


def recent_news():
    """Stories of all active villages that anybody may read: originals, the newest first."""
    return (
        in_active_villages(readable(NewsPage.objects.filter(original__isnull=True)))
        .select_related("owner", "picture")
        .order_by("-published_on", "-pk")
    )


@transaction.atomic
def set_featured(*, page: NewsPage, is_featured: bool, acting_user) -> bool:
    """Put a story on the national home or take it off; the author is told.

    False, and nothing happens, where it stood so already.
    """
    changed = NewsPage.objects.filter(pk=page.pk, is_featured=not is_featured).update(
        is_featured=is_featured
    )
    if not changed:
        return False
    page.is_featured = is_featured
    kind = "news.featured" if is_featured else "news.unfeatured"
    village: Village = page.village
    activity.record(kind, village=village, actor=acting_user, ref=page.pk)
    if page.owner is not None:
        notifications.notify(
            user=page.owner,
            kind=kind,
            village=village,
            url=f"/villages/{village.slug}/news/{page.slug}/",
            params={"title": page.title},
        )
    return True


def let_rest() -> int:
    """Stories older than sixty days leave the national home by themselves. Runs daily."""
    old = NewsPage.objects.filter(is_featured=True, published_on__lt=timezone.localdate() - LONGEST)
    return old.update(is_featured=False)
