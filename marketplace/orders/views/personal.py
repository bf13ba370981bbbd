"""What all personal pages of the market share: no cache may keep them."""

from django.views.decorators.cache import cache_control

personal = cache_control(private=True, no_store=True, max_age=0)
