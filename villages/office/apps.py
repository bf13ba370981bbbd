"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    """See the package docstring."""

    name = "villages.office"
    label = "office"

    def ready(self) -> None:
        """The office's own desks: pages, approvals, members, reports."""
        from villages.accounts import me
        from villages.office import waiting
        from villages.office.desks import Desk, register_desk
        from villages.portal.choices import APPROVER_ROLES, WRITER_ROLES, Role

        me.register_section(
            me.Section(
                "staff",
                _("Platform staff"),
                "shield-check",
                "office/_my_staff.html",
                waiting.staff_doors,
                order=1,
            )
        )
        register_desk(
            Desk(
                "pages",
                _("Pages and news"),
                "camera",
                "office:texts",
                frozenset(WRITER_ROLES),
                10,
                waiting.freshness_waiting,
            )
        )
        register_desk(
            Desk(
                "recordings",
                _("Recordings"),
                "mic",
                "office:recordings",
                frozenset(WRITER_ROLES),
                12,
            )
        )
        register_desk(
            Desk(
                "approvals",
                _("Approvals"),
                "clipboard-check",
                "office:approvals",
                frozenset(APPROVER_ROLES),
                20,
                waiting.approvals_waiting,
            )
        )
        register_desk(
            Desk(
                "fund",
                _("Common fund"),
                "hand-coins",
                "office:fund",
                frozenset(APPROVER_ROLES),
                60,
                waiting.fund_waiting,
                works_at_rest=True,
            )
        )
        register_desk(
            Desk(
                "documents",
                _("Documents"),
                "folder",
                "office:documents",
                frozenset(APPROVER_ROLES),
                62,
                waiting.disclosures_waiting,
                works_at_rest=True,
            )
        )
        register_desk(
            Desk(
                "circulars",
                _("Minutes and circulars"),
                "mail",
                "office:circulars",
                frozenset(APPROVER_ROLES),
                61,
            )
        )
        register_desk(
            Desk(
                "forms",
                _("Forms to fill in"),
                "clipboard-list",
                "office:forms",
                frozenset({Role.MANAGER}),
                64,
                waiting.forms_waiting,
                works_at_rest=True,
            )
        )
        register_desk(
            Desk(
                "ties",
                _("Ties"),
                "handshake",
                "office:ties",
                frozenset({Role.MANAGER}),
                66,
            )
        )
        register_desk(
            Desk(
                "reports",
                _("Reported texts"),
                "flag",
                "office:reports",
                frozenset({Role.MODERATOR, Role.MANAGER}),
                70,
                waiting.reports_waiting,
                works_at_rest=True,
            )
        )
        register_desk(
            Desk(
                "members",
                _("Members and hats"),
                "users",
                "office:members",
                frozenset({Role.MANAGER}),
                80,
                waiting.people_waiting,
            )
        )
        register_desk(
            Desk(
                "settings",
                _("Village settings"),
                "settings",
                "office:settings",
                frozenset({Role.MANAGER}),
                90,
                waiting.opening_waiting,
            )
        )
