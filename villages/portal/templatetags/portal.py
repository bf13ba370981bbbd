"""Structured data for the portal's templates."""

from django import template

from villages.portal import structured

register = template.Library()
register.simple_tag(structured.village_data)
register.simple_tag(structured.article_data)
register.simple_tag(structured.event_data)
