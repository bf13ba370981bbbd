"""Wagtail's signals; each receiver is one call of a service."""

from django.dispatch import receiver

from wagtail.signals import page_published, page_unpublished

from villages.portal import publishing


@receiver(page_published)
def on_page_published(sender, instance, revision=None, **kwargs) -> None:
    """A page went out."""
    publishing.page_published(instance, user=revision.user if revision else None)


@receiver(page_unpublished)
def on_page_unpublished(sender, instance, **kwargs) -> None:
    """A page came in."""
    publishing.page_withdrawn(instance)
