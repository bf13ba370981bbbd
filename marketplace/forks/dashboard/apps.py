import oscar.apps.dashboard.apps as apps


class DashboardConfig(apps.DashboardConfig):
    """Oscar asks for its dashboard; it has no address here: see `marketplace.desk` and ADR 0140."""

    name = "marketplace.forks.dashboard"
