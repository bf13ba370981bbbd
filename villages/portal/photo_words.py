"""Words for the first photo: it stands for a page in lists and shared links, so it says what it shows.

Ten fields nobody may leave empty get ten times the word "photo", which says less than nothing:
the other photos are asked for, and whoever approves sees how many have no words. Writing and
saving never ask; going out does, on the phone and in the page editor alike.
"""

from django.utils.translation import gettext as _

from villages.portal.errors import PhotoUnsaid


def in_words() -> str:
    """The refusal, and what is to be done."""
    return _("Say in a few words what is on the first photo. Then it can go out.")


def is_unsaid(page) -> bool:
    """Whether the first photo of a page as it stands says nothing; one query for an album."""
    if hasattr(page, "picture_alt"):
        return page.picture is not None and not page.picture_alt.strip()
    if hasattr(page, "pictures"):
        first = page.pictures.first()
        return first is not None and not first.alt.strip()
    return False


def check(page) -> None:
    """Raise `PhotoUnsaid` where the first photo of a page as it stands says nothing."""
    if is_unsaid(page):
        raise PhotoUnsaid(in_words())
