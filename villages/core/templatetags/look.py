"""The template tags of the design system: icons, pictures, money, dates, names.

Only what a template cannot say by an include. No tag here queries the database,
except `picture` for a picture whose renditions nobody fetched before.
"""

import json
import re
from urllib.parse import urlencode

from django import template
from django.template.defaultfilters import date as format_date
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop, ngettext

from villages.core import pictures
from villages.core.qr import code_of
from villages.core.tongues import Said, language_of, said

register = template.Library()
NO_MONTHS: frozenset[int] = frozenset()
CARD_WORDS = gettext_noop("A hamlet of tiled roofs among rice fields, and the sign of INVIL")
SPOKEN = re.compile(r"[^\W\d_]{4}")
CODE = re.compile(r"\b([A-Z0-9]{6,}-\d+)")


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """An icon of the sprite, hidden from screen readers: a word always stands beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        css,
        static("icons.svg"),
        name,
    )


@register.filter
def won(amount) -> str:
    """Whole won with separators: ₩12,000, in Korean 12,000원; nothing for no amount."""
    if amount in (None, ""):
        return ""
    return ("−" if amount < 0 else "") + with_won(f"{abs(round(amount)):,}")


def with_won(figure: str) -> str:
    """A figure with the sign of won as the reader writes it."""
    return f"{figure}원" if translation.get_language() == "ko" else f"₩{figure}"


@register.filter
def price(amount) -> SafeString:
    """Whole won with a small sign, for the price of a thing."""
    sign = with_won("")
    figure, small = grouped_whole(amount), format_html("<small>{}</small>", sign)
    return format_html("{}{}", *((small, figure) if sign == "₩" else (figure, small)))


@register.filter
def grouped(number) -> str:
    """A number with separators: 12,000."""
    return "" if number in (None, "") else f"{number:,}"


@register.filter
def initials(name) -> str:
    """One or two letters for an avatar: the family name in Korean, two capitals in English."""
    words = str(name or "").split()
    if not words:
        return "?"
    if "가" <= words[0][0] <= "힣":
        return words[0][0]
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


@register.filter
def ago(when) -> str:
    """How long ago, in one unit, up to a week; then the date."""
    if not when:
        return ""
    minutes = int((timezone.now() - when).total_seconds() // 60)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    if minutes < 7 * 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return day(when)


@register.filter
def day(when) -> str:
    """A day as people write it here: 20 November 2026, 2026년 11월 20일."""
    if not when:
        return ""
    if hasattr(when, "hour") and timezone.is_aware(when):
        when = timezone.localtime(when)
    return format_date(when, "Y년 n월 j일" if translation.get_language() == "ko" else "j F Y")


@register.filter
def not_this_year(when) -> bool:
    """Whether a day must name its year to be understood."""
    return timezone.localtime(when).year != timezone.localdate().year


@register.filter
def iso(when) -> str:
    """For `datetime="…"`: to the second, on the Seoul clock; a day as a day."""
    if not when:
        return ""
    if not hasattr(when, "hour"):
        return when.isoformat()
    return timezone.localtime(when).isoformat(timespec="seconds")


@register.filter
def clock(when) -> str:
    """The time of day on the Seoul clock, 24 hours."""
    return format_date(timezone.localtime(when), "H:i") if when else ""


def other_language() -> str:
    """The other language of the platform."""
    return "en" if translation.get_language() == "ko" else "ko"


@register.simple_tag
def names(thing) -> SafeString:
    """A proper name, the reader's strong and the other light; `thing` has both names."""
    return _two(thing.name, thing.other_name)


@register.simple_tag
def both(msgid: str) -> SafeString:
    """A heading in both languages: `{% translate "Learn" noop as t %}{% both t %}`."""
    with translation.override(other_language()):
        other = gettext(msgid)
    return _two(gettext(msgid), other)


def _two(first, second) -> SafeString:
    if not second or first == second:
        return conditional_escape(first)
    return format_html('{} <span class="ko" lang="{}">{}</span>', first, other_language(), second)


@register.simple_tag(takes_context=True)
def view_url(context, what: str, value: str) -> str:
    """The link that sets one reading choice and comes back to this page."""
    request = context.get("request")
    back = request.get_full_path() if request else "/"
    return f"/view/{what}/{value}/?{urlencode({'next': back})}"


@register.simple_tag(takes_context=True)
def page_url(context, page_number: int) -> str:
    """This address with another `page`, the other choices kept."""
    query = context["request"].GET.copy()
    query["page"] = page_number
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def with_query(context, **changes) -> str:
    """This address with some choices changed; an empty one is taken away."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = value
    return f"?{query.urlencode()}" if query else context["request"].path


@register.simple_tag(takes_context=True)
def accent(context) -> str:
    """The colour of the village this page belongs to; the platform's where there is none."""
    village = context.get("village")
    if not village:
        request = context.get("request")
        village = getattr(request, "village", None) if request else None
    return getattr(village, "accent", None) or "pine"


@register.simple_tag(takes_context=True)
def basket_count(context) -> int:
    """The things in the basket; asks for the basket only where there can be one."""
    request = context.get("request")
    if request is None or not hasattr(request, "basket"):
        return 0
    if "oscar_open_basket" not in request.COOKIES and not request.user.is_authenticated:
        return 0
    basket = request.basket
    return basket.num_items if basket and basket.pk else 0


@register.simple_tag
def picture(
    image,
    alt: str = "",
    sizes: str = "100vw",
    shape: str = "wide",
    css: str = "",
    lazy: bool = True,
    most: int = 0,
) -> SafeString:
    """A picture in the sizes and formats that lie ready; never makes one.

    `shape` is `wide` (as it is) or `square` (cut around its focal point). `alt=""`
    takes the picture's own words; `alt="-"` says it only decorates. `most` is the widest size
    offered, in pixels: what is shown small need not name the large ones.
    """
    if not image:
        return mark_safe("")
    found = pictures.ready(image, shape, most)
    words = "" if alt == "-" else alt or pictures.words(image)
    keep = pictures.kept_in_view(image) if shape == "wide" else ""
    sources = format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        ((kind, srcset, sizes) for kind, srcset in found.sources),
    )
    if found.height >= found.width and shape == "wide":
        css = f"{css} tall".strip()
    # Width and height stand first so that nothing moves when the picture arrives.
    tag = format_html(
        '<img src="{}"{} width="{}" height="{}" alt="{}"{}{}{}>',
        found.src,
        format_html(' srcset="{}" sizes="{}"', found.srcset, sizes) if found.srcset else "",
        found.width,
        found.height,
        words,
        format_html(' class="{}"', css) if css else "",
        format_html(' data-keep="{}"', keep) if keep else "",
        mark_safe(' loading="lazy"') if lazy else mark_safe(' fetchpriority="high"'),
    )
    return format_html("<picture>{}{}</picture>", sources, tag) if sources else tag


@register.simple_tag(takes_context=True)
def share_picture(context, image=None, alt: str = "") -> SafeString:
    """What other sites show of this page: its picture as a card, else the platform's own.

    Cards are drawn by the worker; this only looks whether one lies ready.
    """
    address = pictures.card(image) if image else ""
    words = (alt or pictures.words(image)) if address else gettext(CARD_WORDS)
    address = address or static("img/card.png")
    if address.startswith("/"):
        address = context.get("platform_origin", "") + address
    return format_html(
        '<meta property="og:image" content="{}"><meta property="og:image:width" content="1200">'
        '<meta property="og:image:height" content="630">'
        '<meta property="og:image:alt" content="{}">'
        '<meta name="twitter:card" content="summary_large_image">',
        address,
        words,
    )


class SharedHead(template.Node):
    """A title and a description, said once more for other sites."""

    TITLE = re.compile(r"<title>(.*?)</title>", re.S)
    WORDS = re.compile(r'<meta name="description" content="(.*?)">', re.S)

    def __init__(self, nodelist) -> None:
        self.nodelist = nodelist

    def render(self, context) -> str:
        """The head as it is, and `og:title` and `og:description` from it."""
        head = self.nodelist.render(context)
        said = ""
        for name, pattern in (("title", self.TITLE), ("description", self.WORDS)):
            found = pattern.search(head)
            if found:
                words = " ".join(found[1].replace('"', "&quot;").split())
                said += f'<meta property="og:{name}" content="{words}">'
        return mark_safe(head + said)


@register.tag("shared_head")
def shared_head(parser, token) -> SharedHead:
    """`{% shared_head %}<title>…<meta name="description" …>{% endshared_head %}`."""
    nodelist = parser.parse(("endshared_head",))
    parser.delete_first_token()
    return SharedHead(nodelist)


@register.simple_tag
def qr(address: str, label: str, css: str = "qr") -> SafeString:
    """A QR code that leads to an address, drawn into the page."""
    code = code_of(address)
    return format_html(
        '<svg class="{}" viewBox="{}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M-4-4h{side}v{side}h-{side}z"/><path d="{}"/></svg>',
        css,
        code.box,
        label,
        code.path,
        side=code.size + 8,
    )


def months_between(start: int, end: int) -> frozenset[int]:
    """The months from one to the other, over the turn of the year too."""
    if not (start and end):
        return NO_MONTHS
    length = (end - start) % 12 + 1
    return frozenset((start - 1 + step) % 12 + 1 for step in range(length))


@register.inclusion_tag("components/season.html")
def season_strip(start: int = 0, end: int = 0, months=None, now: int = 0, label: str = ""):
    """Twelve months: `start`..`end` or a list of `months` in season, `now` marked."""
    on = frozenset(months) if months is not None else months_between(start, end)
    now = now or timezone.localdate().month
    return {
        "label": label,
        "months": [{"number": m, "on": m in on, "now": m == now} for m in range(1, 13)],
    }


@register.inclusion_tag("components/rating.html")
def rating(stars: float, voices: int) -> dict:
    """Five stars, filled to the tenth, and how many said so."""
    stars = max(0.0, min(5.0, float(stars)))
    return {
        "width": round(24 * stars, 1),
        "words": f"{stars:.1f}".removesuffix(".0"),
        "voices": voices,
        "places": range(0, 120, 24),
    }


@register.filter
def whole_codes(text) -> SafeString:
    """A sentence whose order numbers are never broken at their hyphen."""
    pieces = CODE.split(str(text))
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="nowrap">{}</span>', piece) if n % 2 else piece,)
            for n, piece in enumerate(pieces)
        ),
    )


@register.filter
def ld_json(value) -> SafeString:
    """JSON-LD that cannot break out of its script element."""
    text = json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(safe)


@register.filter
def percent_of(part, whole) -> int:
    """A share in whole percent; 0 of nothing is 0."""
    return round(100 * (part or 0) / whole) if whole else 0


@register.simple_tag
def icon_file() -> str:
    """The address of the sprite."""
    return static("icons.svg")


@register.simple_tag(takes_context=True)
def here(context, start: str, exact: bool = False) -> SafeString:
    """`aria-current` for a door of the platform when this page lies behind it."""
    request = context.get("request")
    # On a village's own host the paths lack the village; the doors are compared with it.
    path = getattr(request, "platform_path", None) or getattr(request, "path", "")
    if path == start:
        return mark_safe(' aria-current="page"')
    inside = not exact and path.startswith(start)
    return mark_safe(' aria-current="true"') if inside else mark_safe("")


@register.filter
def cut_words(text: str) -> list[str]:
    """The words of a text, for short fixed lists in templates."""
    return text.split()


@register.filter
def grouped_whole(amount) -> str:
    """An amount in whole units with separators, without its sign."""
    return "" if amount in (None, "") else f"{round(amount):,}"


SCENES = ("autumn", "spring", "winter", "summer")


@register.simple_tag
def accent_scene(village) -> str:
    """A drawn landscape for a village without a picture; the same one every time."""
    return static(f"img/scene-{SCENES[(village.pk or 0) % len(SCENES)]}.svg")


@register.filter
def tongue(words) -> SafeString | str:
    """What somebody wrote, marked with its language where the page speaks another.

    Figures, units and short forms (3 kg, HWP) are said alike everywhere: they stay plain.
    """
    found = words if isinstance(words, Said) else said(str(words))
    is_plain = found.language == "en" and not SPOKEN.search(found.text)
    if is_plain or found.language == translation.get_language():
        return found.text
    return format_html('<span lang="{}">{}</span>', found.language, found.text)


@register.filter
def other_tongue(words: str) -> str:
    """The language of a longer text where the page speaks another; else empty."""
    language = language_of(words)
    return "" if language == translation.get_language() else language


@register.filter
def unlocalised(number) -> str:
    """A number as machines write it: years, coordinates; nothing for None."""
    return "" if number is None else str(number)
