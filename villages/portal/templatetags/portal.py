"""Structured data for the portal's templates, and the band of urgent notices."""

import contextlib
import re
from datetime import date

from django import template
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import Truncator

from wagtail.models import Page

from villages.accounts.phones import parse_phone
from villages.core.templatetags.look import day
from villages.portal import (
    lying,
    mapping,
    plain_text,
    policies,
    publishing,
    structured,
    tabs,
    urgent,
)
from villages.portal.admin_menus import many_at_once
from villages.portal.blocks import player_context
from villages.portal.models import Village

A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
A_PHONE = re.compile(r"(?=(?:\D*\d){9})[0-9+][0-9() .-]{8,20}")  # nine digits at least

register = template.Library()
register.simple_tag(structured.village_data)
register.simple_tag(structured.article_data)
register.simple_tag(structured.event_data)
register.simple_tag(structured.story_data)
register.simple_tag(structured.place_data)
register.simple_tag(structured.organization_data)
register.simple_tag(structured.network_data)
register.simple_tag(tabs.live_doors)
register.simple_tag(mapping.where_it_lies)
register.simple_tag(lying.lying_of)
register.inclusion_tag("villages/blocks/recording.html", name="player")(player_context)
register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)(many_at_once)


@register.simple_tag(takes_context=True)
def own_collections(context):
    """The collections to choose a sound or a film from, for whoever is signed in."""
    return policies.media_collections(context["request"].user)


@register.simple_tag(takes_context=True)
def may_go_with_many(context, page) -> bool:
    """Whether a row of the explorer can be ticked: a starter page is refused by all of them."""
    return not (isinstance(page, Page) and policies.stays(page, context["request"].user))


@register.filter
def plays(body) -> bool:
    """Whether somebody is heard or seen in a story's body."""
    return any(block["type"] in ("audio", "video") for block in body.raw_data)


@register.filter
def has_own_lead(page) -> bool:
    """Whether the sentence above a text says other words than the whole text below it."""
    said = " ".join(plain_text.text_of(page).split())
    return bool(page.summary) and " ".join(page.summary.split()) != said


@register.filter
def as_answer(words: str) -> str:
    """An answer to a form for the screen: a day as people write it, a phone number to tap."""
    if A_DAY.fullmatch(words):
        with contextlib.suppress(ValueError):
            return day(date.fromisoformat(words))
    if A_PHONE.fullmatch(words.strip()):
        with contextlib.suppress(ValidationError):
            return format_html('<a href="tel:{}">{}</a>', parse_phone(words), words)
    return words


@register.simple_tag
def first_words(page, length: int = 150) -> str:
    """How a page begins, for search sites."""
    return Truncator(publishing.search_text(page)).chars(length)


@register.simple_tag(takes_context=True)
def urgent_notices(context) -> list[dict]:
    """What is urgent in the village this page belongs to; nothing elsewhere."""
    village = context.get("village")
    if not isinstance(village, Village):
        village = getattr(context.get("request"), "village", None)
    if not village or village.page_id is None:
        return []
    return urgent.urgent_notices(village)
