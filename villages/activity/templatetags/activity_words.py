"""The log in words."""

from django import template

from villages.activity.words import words_of

register = template.Library()
register.simple_tag(words_of, name="activity_words")
