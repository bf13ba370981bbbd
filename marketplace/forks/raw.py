"""Oscar's tables among the raw data: to be looked at. What they say is changed by services."""

from django.apps import apps
from django.contrib import admin


class ToRead:
    """Before an admin class: nothing is added, changed or deleted."""

    def has_add_permission(self, request, obj=None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Never."""
        return False


def only_to_read(app_label: str) -> None:
    """Let the tables of one of Oscar's apps be read, as Oscar shows them, and no more."""
    for model in apps.get_app_config(app_label).get_models():
        if admin.site.is_registered(model):
            held = type(admin.site.get_model_admin(model))
            admin.site.unregister(model)
            admin.site.register(model, type(held.__name__, (ToRead, held), {}))
