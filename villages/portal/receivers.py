"""Wagtail's signals; each receiver is one call of a service."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from wagtail.models import Page, PageViewRestriction, WorkflowState
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
)

from villages.accounts.models import User
from villages.activity.models import Activity
from villages.portal import appointments, approvals, events, page_cache, publishing
from villages.portal.models import EventPage, Village


@receiver(page_published)
def on_page_published(sender, instance, revision=None, **kwargs) -> None:
    """A page went out."""
    page_cache.drop_page(instance)
    publishing.page_published(instance, user=revision.user if revision else None)


@receiver(page_published, sender=EventPage)
def on_event_published(sender, instance, **kwargs) -> None:
    """An event may have another hour."""
    events.follow(instance)


@receiver(pre_delete, sender=EventPage)
def on_event_deleted(sender, instance, **kwargs) -> None:
    """An event is taken away for good."""
    events.gone_for_good(instance)


@receiver(page_unpublished)
def on_page_unpublished(sender, instance, **kwargs) -> None:
    """A page came in."""
    page_cache.drop_page(instance)
    publishing.page_withdrawn(instance)


@receiver(page_slug_changed)
@receiver(post_page_move)
def on_page_moved(sender, instance, instance_before=None, **kwargs) -> None:
    """A page has another address: neither place keeps what it showed, the search follows."""
    page_cache.drop_page(instance)
    if instance_before is not None:
        page_cache.drop_page(instance_before)
    publishing.page_moved(instance)


@receiver(pre_delete)
def on_page_going(sender, instance, **kwargs) -> None:
    """A page is about to be gone: its versions are asked for while they are still known."""
    if isinstance(instance, Page) and not hasattr(instance, "_left_behind"):
        instance._left_behind = publishing.versions_of(instance)


@receiver(post_delete)
def on_page_deleted(sender, instance, **kwargs) -> None:
    """A page is gone; what stood under it in another language stands for itself now."""
    if isinstance(instance, Page):
        page_cache.drop_page(instance)
        publishing.left_behind(instance.__dict__.pop("_left_behind", ()))


@receiver(post_save, sender=PageViewRestriction)
def on_reading_closed(sender, instance, **kwargs) -> None:
    """Somebody has to sign in for a page now."""
    publishing.reading_changed(instance.page)


@receiver(post_delete, sender=PageViewRestriction)
def on_reading_opened(sender, instance, origin=None, **kwargs) -> None:
    """Nobody has to sign in any more; a page that goes with its restriction stays away."""
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        publishing.reading_changed(instance.page)


@receiver(post_save, sender=User)
def on_account_saved(sender, instance, raw=False, update_fields=None, created=False, **kw) -> None:
    """An account was written: whoever is staff now has the staff's rights, nobody else."""
    if not raw:
        appointments.account_written(instance, fields=update_fields, is_new=created)


@receiver(post_save, sender=Village)
def on_village_saved(sender, instance, **kwargs) -> None:
    """A village's facts changed: its pages, and the lists that name it."""
    page_cache.drop(page_cache.NATION, instance.slug)


@receiver(post_save, sender=Activity)
def on_something_done(sender, instance, **kwargs) -> None:
    """Whatever is done in a village may show on its pages.

    The village is at hand wherever the log was written through its service: no query.
    """
    if instance.village_id and page_cache.is_on():
        national = instance.kind.startswith(("village.", "news."))
        nation = page_cache.NATION if national else ""
        page_cache.drop(instance.village.slug, nation)


@receiver(task_submitted)
def on_sent_for_approval(sender, instance, user=None, **kwargs) -> None:
    """A page waits for approval, from the phone or the page editor."""
    approvals.sent(instance, user=user)


def on_approved(sender, instance, user=None, **kwargs) -> None:
    """A page was approved."""
    approvals.decided(instance, user=user, kind="page.approved")


def on_returned(sender, instance, user=None, **kwargs) -> None:
    """A page came back with a reason."""
    approvals.decided(instance, user=user, kind="page.returned")


# Under the names of Wagtail's own mails, which ours stand in for: the first of a name stays.
for signal, tell, name in (
    (workflow_approved, on_approved, "workflow_state_approved_email_notification"),
    (workflow_rejected, on_returned, "workflow_state_rejected_email_notification"),
):
    signal.disconnect(sender=WorkflowState, dispatch_uid=name)
    signal.connect(tell, sender=WorkflowState, dispatch_uid=name)
