"""How two people of one name are told apart, without showing all of an address or number."""

from villages.accounts.models import User

DOTS = "•••"
SHOWN = 2


def contact_hint(user: User) -> str:
    """“ok•••@invil.example”, or “•••5678” where there is a phone only; empty for neither."""
    if user.email:
        name, _at, host = user.email.partition("@")
        return f"{name[:SHOWN]}{DOTS}@{host}"
    if user.phone:
        return f"{DOTS}{user.phone[-4:]}"
    return ""
