"""A process that publishes and dies at every statement in turn; it says what stood after each.

`python -m tests.portal.dying_texts WAY` prepares texts of a village, then sends out children:
the first is killed by SIGKILL before its first statement, the next before its second, until
one lives through it. JSON: what was seen after every death, and at the end.
"""

import json
import os
import signal
import sys
from datetime import timedelta

from tests.portal.dying import killer

MOST = 600
SOON = {"later": 3, "last": 2, "past": 1}


def prepare(way: str) -> None:
    """A text that waits for approval; or two whose hour has come, and one whose time is over."""
    from tests import world
    from villages.accounts.models import User
    from villages.portal import posting
    from villages.portal.models import Village
    from villages.portal.services import grant_role

    village = Village.objects.select_related("page").get(slug=world.HAEAN)
    people = {}
    for role in ("editor", "manager"):
        people[role] = User.objects.create_user(email=f"{role}@invil.example", password="pass-1234")
        grant_role(user=people[role], village=village, role=role)
    if way == "approve":
        draft = posting.Draft(kind="news", title="Kimjang", text="Words", language="en")
        page = posting.write_page(village=village, author=people["editor"], draft=draft)
        posting.send_for_approval(page=page, author=people["editor"])
        return
    for slug in SOON:
        _due(village, people["manager"], slug)


def _due(village, manager, slug: str) -> None:
    from django.utils import timezone

    from wagtail.models import Revision

    from villages.portal.models import NewsIndexPage, NewsPage

    now = timezone.now()
    index = NewsIndexPage.objects.get(path__startswith=village.page.path)
    page = index.add_child(
        instance=NewsPage(title=slug, slug=slug, content_language="en", live=False, owner=manager)
    )
    if slug == "past":
        page.save_revision(user=manager).publish()
        NewsPage.objects.filter(pk=page.pk).update(expire_at=now - timedelta(minutes=1))
        return
    page.go_live_at = now + timedelta(hours=1)
    page.save_revision(user=manager).publish()
    ago = now - timedelta(minutes=SOON[slug])
    Revision.page_revisions.filter(object_id=str(page.pk)).update(approved_go_live_at=ago)
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = ago.isoformat()
    revision.save(update_fields=["content"])


def work(way: str) -> None:
    """Approve the text, or let the clock publish."""
    from villages.accounts.models import User
    from villages.portal import posting, publishing
    from villages.portal.models import NewsPage

    if way == "approve":
        page = NewsPage.objects.get(title="Kimjang")
        posting.approve(page=page, acting_user=User.objects.get(email="manager@invil.example"))
    else:
        publishing.publish_due()


def seen() -> dict:
    """Of each text: is it out, found by the search, in the log, does anything still wait?"""
    from wagtail.models import Revision

    from villages.activity.models import Activity
    from villages.finder.models import SearchDoc
    from villages.notifications.models import Notification
    from villages.portal.models import NewsPage

    found = {}
    for page in NewsPage.objects.order_by("pk"):
        due = Revision.page_revisions.filter(
            object_id=str(page.pk), approved_go_live_at__isnull=False
        )
        found[page.title] = {
            "live": page.live,
            "found": SearchDoc.objects.filter(kind="page", ref=str(page.pk)).count(),
            "log": Activity.objects.filter(kind="news.published", ref=str(page.pk)).count(),
            "approved": Activity.objects.filter(kind="page.approved", ref=str(page.pk)).count(),
            "told": Notification.objects.filter(kind="page.approved").count(),
            "waits": bool(page.current_workflow_task_state) or due.exists(),
        }
    return found


def child(way: str, number: int) -> int:
    """Work in a process of its own that dies at a statement; its exit status."""
    from django.db import connection, connections

    connections.close_all()
    for one in connections.all():
        if hasattr(one, "close_pool"):
            one.close_pool()  # two processes must not share its sockets
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    try:
        with connection.execute_wrapper(killer(number)):
            work(way)
        os._exit(0)
    finally:
        os._exit(1)


def main() -> None:
    """See the module's docstring."""
    import django

    django.setup()
    way = sys.argv[1]
    prepare(way)
    states = [seen()]
    for number in range(1, MOST):
        status = child(way, number)
        states.append(seen())
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            break
    print(json.dumps({"states": states, "status": status, "deaths": number - 1}))


if __name__ == "__main__":
    main()
