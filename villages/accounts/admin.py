"""Accounts in Django's admin; Oscar's admins search through this one."""

from django.contrib import admin

# Registers its keys when first imported: imported here, so that they can be taken out again.
from allauth.mfa import admin as mfa_admin

from villages.accounts import new_address
from villages.accounts.models import User

# Secrets are nobody's to read, and a lost phone is helped at `/staff/people/`, with a reason.
admin.site.unregister(mfa_admin.Authenticator)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Platform staff look people up here; passwords are never shown."""

    list_display = ("name", "email", "phone", "is_staff", "is_active")
    search_fields = ("first_name", "email", "phone")
    exclude = ("password", "last_name", "groups", "user_permissions")
    readonly_fields = ("last_login", "date_joined")

    def save_model(self, request, obj, form, change) -> None:
        """With another e-mail address the one before is forgotten, and told."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            new_address.changed_by_staff(request, obj, form.initial.get("email"))
