"""App configuration."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """See the package docstring."""

    name = "villages.community"
    label = "community"

    def ready(self) -> None:
        """Streams, panels, moderation, words."""
        from villages.activity.words import register_words
        from villages.community import (
            merging,
            receivers,  # noqa: F401
            selectors,
            services,
            streams,
        )
        from villages.core import timetable
        from villages.finder.kinds import register_kind as register_findable
        from villages.moderation.kinds import Moderated, register_moderated
        from villages.notifications.kinds import register_kind
        from villages.office.desks import Desk, register_desk
        from villages.portal import panels
        from villages.portal.choices import Role
        from villages.portal.export import register_part

        register_part(_("Conversations"), selectors.export_part)
        register_findable("thread", _("Talk"))
        register_desk(
            Desk(
                "board",
                _("Board"),
                "messages-square",
                "community:board",
                frozenset({Role.MANAGER, Role.MODERATOR}),
                55,
                selectors.board_waiting,
                is_on_portal=True,
            )
        )
        streams.register()
        merging.register()
        timetable.register(
            "community.boards", every=timedelta(minutes=10), run=services.open_missing_boards
        )
        register_kind("post.reply", _("%(author)s replied in “%(title)s”"))
        register_kind("post.hidden", _("Your post in “%(title)s” was hidden: %(reason)s"))
        register_words(
            {
                "thread.started": _("A conversation began"),
                "post.written": _("Somebody replied on the board"),
            }
        )
        register_moderated(Moderated("post", services.hide_post, services.restore_post, _describe))
        panels.register_village_panel(
            panels.Panel(
                "board",
                "community/_panel.html",
                _village_panel(selectors),
                {"commerce": 60, "experience": 60, "mixed": 40},
            )
        )
        panels.register_home_panel(
            panels.Panel("talk", "community/_panel.html", _home_panel(selectors), {"*": 40})
        )


def _village_panel(selectors):
    def content(village, request) -> dict | None:
        threads = selectors.latest_threads(village=village)
        more = f"/villages/{village.slug}/board/"
        return {"threads": threads, "more": more} if threads else None

    return content


def _home_panel(selectors):
    def content(request) -> dict | None:
        threads = selectors.latest_threads()
        return {"threads": threads, "more": "/talk/", "where": True} if threads else None

    return content


def _describe(ref: str) -> dict | None:
    from villages.community.models import Post

    post = Post.objects.filter(pk=ref).select_related("author", "thread__board__village").first()
    if post is None:
        return None
    return {
        "text": post.body,
        "author": post.author.name if post.author else "",
        "url": f"{post.thread.get_absolute_url()}#post-{post.number}",
    }
