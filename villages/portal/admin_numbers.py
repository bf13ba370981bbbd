"""Wagtail's choosers take numbers from the address as they come, and break on any other text.

Seen in Wagtail 8.0.1: `?p=abc`, `?id=abc`, and a key no database holds, answer 500.
"""

import re

from django.http import HttpRequest

CHOOSER = re.compile(r"^/cms/(?:choose-|(?:.+/)?choose)")
NUMBERS = ("p", "id", "target_pages[]", "collection_id", "parent_page_id")
# Nine digits: no key of ours is longer, and every database holds it.
NUMBER = re.compile(r"[0-9]{1,9}")


def are_sound(request: HttpRequest) -> bool:
    """Whether every number that a chooser is asked by is one; True for all other addresses."""
    if not CHOOSER.match(request.path_info):
        return True
    said = [value for name in NUMBERS for value in request.GET.getlist(name)]
    return all(not value or NUMBER.fullmatch(value) for value in said)
