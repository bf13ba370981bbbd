"""Wagtail's signals; each receiver is one call of a service."""

from django.dispatch import receiver

from wagtail.signals import page_published, page_unpublished

from learning.models import CoursePage, LessonPage
from learning.services import content


@receiver([page_published, page_unpublished], sender=CoursePage)
@receiver([page_published, page_unpublished], sender=LessonPage)
def on_page_changed(sender, instance, **kwargs) -> None:
    """A course or lesson went out or came in."""
    content.page_changed(instance)
