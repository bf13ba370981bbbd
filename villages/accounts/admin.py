"""Accounts in Django's admin; Oscar's admins search through this one."""

from django.contrib import admin

from villages.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Platform staff look people up here; passwords are never shown."""

    list_display = ("name", "email", "phone", "is_staff", "is_active")
    search_fields = ("first_name", "email", "phone")
    exclude = ("password", "last_name", "groups", "user_permissions")
    readonly_fields = ("last_login", "date_joined")
