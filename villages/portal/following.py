"""What a page in another language has from its first version.

Its days and hours, where it lies, whether it is urgent, and who may read it: said once, on
the first version (`follows_first` of each kind of page). A version is on the portal only
while its first version is.
"""

from django.apps import apps


def take_over(version, first) -> None:
    """Put onto a version what it has from its first version; nothing is saved."""
    for name in version.follows_first:
        setattr(version, name, getattr(first, name))


def follow(page, versions=()) -> None:
    """A page went out: its `versions` take over what it says, or it does from its first version.

    Writes columns only: drafts of the versions stay, and take over when they are opened.
    One query for versions, none where there are none; two for a version.
    """
    if not hasattr(page, "follows_first"):
        return
    if page.original_id is None:
        if versions:
            _write(type(page).objects.filter(pk__in=[one.pk for one in versions]), page)
        for one in versions:
            take_over(one, page)
        return
    first = type(page).objects.get(pk=page.original_id)
    take_over(page, first)
    _write(type(page).objects.filter(pk=page.pk), first)


def _write(versions, first) -> None:
    versions.update(**{name: getattr(first, name) for name in first.follows_first})


def align() -> int:
    """Versions that say something else than their first version take it over; how many.

    Runs every night: for rows from before, and whatever was written past the signals.
    """
    changed = 0
    for model in _kinds():
        for version in model.objects.exclude(original=None).select_related("original"):
            if _facts(version) != _facts(version.original):
                _write(model.objects.filter(pk=version.pk), version.original)
                changed += 1
    return changed


def _kinds() -> list[type]:
    return [model for model in apps.get_models() if hasattr(model, "follows_first")]


def _facts(page) -> list:
    return [getattr(page, name) for name in page.follows_first]
