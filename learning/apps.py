"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """See the package docstring."""

    name = "learning"
    label = "learning"

    def ready(self) -> None:
        """Panels, desk, section of `/me/`, words; Wagtail's signals."""
        from learning import home_panels, merging, receivers, selectors  # noqa: F401
        from villages.accounts import me
        from villages.activity.words import register_words
        from villages.finder.kinds import register_kind as register_findable
        from villages.notifications.kinds import register_kind
        from villages.office.desks import Desk, register_desk
        from villages.portal import panels
        from villages.portal.choices import Role

        me.register_section(
            me.Section(
                "learning",
                _("My learning"),
                "graduation-cap",
                "learning/_me.html",
                selectors.my_learning,
                order=20,
            )
        )
        panels.register_village_panel(
            panels.Panel(
                "learn",
                "learning/_panel.html",
                home_panels.village_panel,
                {"experience": 20, "*": 50},
            )
        )
        panels.register_home_panel(
            panels.Panel("learn", "learning/_panel.html", home_panels.home_panel, {"*": 30})
        )
        register_desk(
            Desk(
                "learning",
                _("Learning"),
                "graduation-cap",
                "learning:desk",
                frozenset({Role.MANAGER, Role.TUTOR}),
                50,
            )
        )
        register_findable("course", _("Courses"))
        register_findable("lesson", _("Lessons"))
        register_kind(
            "certificate.issued", _("You finished “%(course)s”. Your certificate is ready.")
        )
        merging.register()
        register_words(
            {
                "course.started": _("Somebody began a course"),
                "lesson.completed": _("A lesson was completed"),
                "quiz.passed": _("A quiz was passed"),
                "quiz.granted": _("A tutor gave one more try"),
                "course.completed": _("A course was completed"),
                "certificate.issued": _("A certificate was issued"),
                "certificate.revoked": _("A certificate was revoked"),
            }
        )
