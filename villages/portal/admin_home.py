"""The first page of the page editor, for people of a village: where their pages and their office are."""

from wagtail.admin.ui.components import Component

from villages.portal import access


class MyVillagesPanel(Component):
    """The villages in which the person has a desk, each with its pages and its office."""

    name = "my_villages"
    template_name = "villages/admin_home.html"
    order = 10

    def __init__(self, user) -> None:
        self.user = user

    def get_context_data(self, parent_context) -> dict:
        """One query whatever the number of villages; staff are led to `/staff/`."""
        return {
            "villages": [v for v in access.villages_with_office(self.user) if v.page_id],
            "is_staff": access.is_platform_staff(self.user),
        }
