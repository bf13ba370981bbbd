import oscar.apps.dashboard.apps as apps

SECTIONS = (
    "catalogue_app",
    "reports_app",
    "orders_app",
    "users_app",
    "pages_app",
    "partners_app",
    "offers_app",
    "ranges_app",
    "reviews_app",
    "vouchers_app",
    "comms_app",
    "shipping_app",
)


class DashboardConfig(apps.DashboardConfig):
    """The dashboard of the platform's staff; a village has its office instead.

    Oscar asks for the rights of single models, or lets a partner in. Here whoever is staff
    may use every section, and nobody else any.
    """

    name = "marketplace.forks.dashboard"

    def configure_permissions(self):
        """Leave no way in but being staff. Oscar builds its addresses after this."""
        self.permissions_map = {"index": ["is_staff"]}

    def get_urls(self):
        """Oscar's addresses, each for staff."""
        for section in SECTIONS:
            getattr(self, section).permissions_map = {}
        return super().get_urls()
