"""Where a village lies, as its home tells it: a picture of the province, and the same in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.portal import mapping

CORNERS = {
    "": gettext_lazy("in the middle of %(place)s"),
    "n": gettext_lazy("in the north of %(place)s"),
    "ne": gettext_lazy("in the north-east of %(place)s"),
    "e": gettext_lazy("in the east of %(place)s"),
    "se": gettext_lazy("in the south-east of %(place)s"),
    "s": gettext_lazy("in the south of %(place)s"),
    "sw": gettext_lazy("in the south-west of %(place)s"),
    "w": gettext_lazy("in the west of %(place)s"),
    "nw": gettext_lazy("in the north-west of %(place)s"),
}


@dataclass(frozen=True)
class Lying:
    """The addresses of the picture by scheme, and what it shows in words."""

    light: str
    dark: str
    words: str


def lying_of(village) -> Lying | None:
    """The picture and its words; None where the position is not known. No query.

    `village.region` and its parent must be loaded.
    """
    if village.lat is None or village.lon is None:
        return None
    code = village.region.code
    if not mapping.counties_of(code[:2]):
        return None
    province = village.region.parent or village.region
    words = CORNERS[mapping.corner_of(code, village.lat, village.lon)] % {
        "place": province.in_words
    }
    far = mapping.kilometres_from_middle(code, village.lat, village.lon)
    if far:
        words = _("%(corner)s, about %(n)s km from the middle of %(county)s") % {
            "corner": words,
            "n": far,
            "county": village.region.in_words,
        }
    light, dark = (
        reverse("village:map", args=[scheme, village.slug]) for scheme in mapping.SCHEMES
    )
    return Lying(light, dark, words[:1].upper() + words[1:])
