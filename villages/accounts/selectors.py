"""What can be asked about accounts."""

from django.core.exceptions import ValidationError

from villages.accounts.models import User
from villages.accounts.phones import looks_like_phone, parse_phone

LEAST, MOST = 2, 20  # letters of a name that are asked; accounts that are shown


def accounts_called(query: str):
    """The accounts of a whole address, a whole number or a part of a name; twenty at most.

    Nobody without a query: the list of all people is nobody's business.
    """
    if "@" in query:
        found = User.objects.filter(email=query.lower())
    elif looks_like_phone(query):
        found = User.objects.filter(phone=_number(query))
    elif len(query) >= LEAST:
        found = User.objects.filter(first_name__icontains=query)
    else:
        found = User.objects.none()
    return found.order_by("first_name", "pk")[:MOST]


def _number(text: str) -> str:
    try:
        return parse_phone(text)
    except ValidationError:
        return text
