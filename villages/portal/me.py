"""My villages: the offices I may enter, on `/me/`."""

from villages.portal import access


def my_villages(user) -> dict | None:
    """The villages where the person has a desk."""
    villages = list(access.villages_with_office(user))
    return {"lines": villages} if villages else None
