"""Postcode ranges that carriers ask more for; platform staff keep them up to date."""

from django.contrib import admin

from marketplace.delivery.models import ZoneRange


@admin.register(ZoneRange)
class ZoneRangeAdmin(admin.ModelAdmin):
    """Jeju and the islands without a bridge."""

    list_display = ("first", "last", "zone")
    list_filter = ("zone",)
    search_fields = ("first", "last")
