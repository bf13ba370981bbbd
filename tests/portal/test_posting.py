"""A story's way: written by an editor, approved by the manager, on the portal."""

import io

import pytest
from PIL import Image

from villages.activity.models import Activity
from villages.finder.selectors import search
from villages.portal.models import NewsPage

pytestmark = pytest.mark.django_db


def photo(name="photo.jpg", size=(640, 480)):
    """A JPEG that carries a GPS position."""
    out = io.BytesIO()
    picture = Image.new("RGB", size, "#c0603a")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (37.0, 30.0, 0.0)}
    picture.save(out, "JPEG", exif=exif)
    out.seek(0)
    out.name = name
    return out


def post_news(client, village, **fields):
    data = {
        "title": "Picking began",
        "text": "The first boxes left.\n\nIt is small and sweet.",
        "subject": "harvest",
        "language": "en",
        "client_key": "a" * 32,
        **fields,
    }
    return client.post(f"/office/{village.slug}/post/news/", data)


def test_editor_writes_manager_approves_portal_shows(haean, editor_of, manager_of, as_user, client):
    editor, manager = editor_of(haean), manager_of(haean)
    answer = post_news(
        as_user(editor), haean, pictures=[photo()], consent="on", picture_alt="Boxes of apples"
    )
    assert answer.status_code == 302
    page = NewsPage.objects.get(title="Picking began")
    assert not page.live
    assert manager.inbox.filter(kind="page.waiting").exists()

    done = as_user(manager).post(f"/office/{haean.slug}/approvals/{page.pk}/", {"approve": "1"})
    assert done.status_code == 302
    page.refresh_from_db()
    assert page.live
    assert "Picking began" in client.get(f"/villages/{haean.slug}/news/").content.decode()
    assert "Picking began" in client.get("/").content.decode()
    assert search("picking").total == 1
    assert Activity.objects.filter(kind="news.published", village=haean).count() == 1
    assert editor.inbox.filter(kind="page.approved").exists()


def test_stored_photo_has_no_position(haean, editor_of, as_user):
    post_news(as_user(editor_of(haean)), haean, pictures=[photo()], consent="on")
    page = NewsPage.objects.get(title="Picking began")
    with Image.open(page.picture.file) as stored:
        assert not stored.getexif()


def test_double_tap_makes_one_page(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    post_news(client, haean)
    post_news(client, haean)
    assert NewsPage.objects.filter(title="Picking began").count() == 1


def test_other_words_sent_again_are_not_lost(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    post_news(client, haean)
    answer = post_news(client, haean, text="And one thing more.")
    assert answer.status_code == 422
    assert "And one thing more." in answer.content.decode()
    assert NewsPage.objects.filter(title="Picking began").count() == 1


def test_editor_cannot_publish(haean, editor_of, as_user):
    client = as_user(editor_of(haean))
    post_news(client, haean)
    page = NewsPage.objects.get(title="Picking began")
    client.post(f"/office/{haean.slug}/pages/{page.pk}/send/")
    page.refresh_from_db()
    assert not page.live
    assert (
        client.post(f"/office/{haean.slug}/approvals/{page.pk}/", {"approve": "1"}).status_code
        == 403
    )


def test_manager_of_another_village_sees_nothing(haean, toegye, editor_of, manager_of, as_user):
    post_news(as_user(editor_of(haean)), haean)
    page = NewsPage.objects.get(title="Picking began")
    other = as_user(manager_of(toegye))
    for url in (
        f"/office/{haean.slug}/",
        f"/office/{haean.slug}/approvals/{page.pk}/",
        f"/office/{toegye.slug}/approvals/{page.pk}/",
        f"/office/{toegye.slug}/pages/{page.pk}/",
    ):
        assert other.get(url).status_code == 404, url


def test_returned_text_carries_its_reason(haean, editor_of, manager_of, as_user):
    editor, manager = editor_of(haean), manager_of(haean)
    post_news(as_user(editor), haean)
    page = NewsPage.objects.get(title="Picking began")
    url = f"/office/{haean.slug}/approvals/{page.pk}/"
    assert as_user(manager).post(url, {"return": "1"}).status_code == 422
    assert (
        as_user(manager).post(url, {"return": "1", "reason": "Name the field"}).status_code == 302
    )
    shown = as_user(editor).get(f"/office/{haean.slug}/pages/{page.pk}/").content.decode()
    assert "Name the field" in shown


def test_broken_picture_is_refused_and_the_words_stay(haean, editor_of, as_user):
    broken = io.BytesIO(b"<svg onload=alert(1)>")
    broken.name = "x.jpg"
    answer = post_news(as_user(editor_of(haean)), haean, pictures=[broken], consent="on")
    assert answer.status_code == 422
    assert "The first boxes left." in answer.content.decode()
    assert not NewsPage.objects.filter(title="Picking began").exists()


def test_committee_member_cannot_approve_own_text(haean, with_role, manager_of, as_user):
    from villages.portal.services import grant_role

    manager_of(haean)
    member = with_role("committee", haean)
    grant_role(user=member, village=haean, role="reporter")
    post_news(as_user(member), haean)
    page = NewsPage.objects.get(title="Picking began")
    as_user(member).post(f"/office/{haean.slug}/approvals/{page.pk}/", {"approve": "1"})
    page.refresh_from_db()
    assert not page.live


def test_a_page_with_an_hour_goes_out_by_itself(haean, client):
    from datetime import timedelta

    from django.utils import timezone

    import time_machine

    from villages.portal.models import NewsIndexPage
    from villages.portal.publishing import publish_due

    index = NewsIndexPage.objects.get(path__startswith=haean.page.path)
    hour = timezone.now() + timedelta(hours=2)
    page = index.add_child(
        instance=NewsPage(title="Market day", slug="market-day", live=False, go_live_at=hour)
    )
    page.save_revision(approved_go_live_at=hour)
    publish_due()
    assert client.get(f"/villages/{haean.slug}/news/market-day/").status_code == 404
    with time_machine.travel(hour + timedelta(minutes=1)):
        publish_due()
        assert client.get(f"/villages/{haean.slug}/news/market-day/").status_code == 200
    assert Activity.objects.filter(kind="news.published", village=haean).count() == 1


def look_then_send(client, village, **changed):
    """Keep it as a draft to look at it, go back, change a word, send."""
    post_news(client, village, later="look", **changed.pop("first", {}))
    post_news(
        client, village, client_key="b" * 32, replaces="a" * 32, title="Picking goes on", **changed
    )
    return list(NewsPage.objects.filter(title__startswith="Picking").values_list("title", "live"))


def test_a_draft_looked_at_and_sent_with_other_words_is_one_text(haean, manager_of, as_user):
    assert look_then_send(as_user(manager_of(haean)), haean) == [("Picking goes on", True)]


def test_a_draft_with_more_photos_stays(haean, manager_of, as_user):
    first = {"pictures": [photo()], "consent": "on", "picture_alt": "Boxes"}
    assert len(look_then_send(as_user(manager_of(haean)), haean, first=first)) == 2


def test_nobody_else_s_draft_goes(haean, manager_of, editor_of, as_user):
    post_news(as_user(editor_of(haean)), haean, later="1")
    post_news(as_user(manager_of(haean)), haean, client_key="b" * 32, replaces="a" * 32)
    assert NewsPage.objects.filter(title="Picking began").count() == 2


def test_what_was_out_once_stays(haean, manager_of, as_user):
    manager = as_user(manager_of(haean))
    post_news(manager, haean)
    NewsPage.objects.get(title="Picking began").unpublish()
    post_news(manager, haean, client_key="b" * 32, replaces="a" * 32)
    assert NewsPage.objects.filter(title="Picking began").count() == 2


def test_a_short_story_is_told_once(haean, manager_of, as_user, client):
    post_news(as_user(manager_of(haean)), haean, text="The first boxes left.")
    page = NewsPage.objects.get(title="Picking began")
    assert page.summary == "The first boxes left."
    body = client.get(page.get_url()).content.decode().partition("<article")[2]
    assert body.count("The first boxes left.") == 1


def test_a_long_story_keeps_its_lead(haean, manager_of, as_user, client):
    post_news(as_user(manager_of(haean)), haean, text="The first boxes left. " * 20)
    page = NewsPage.objects.get(title="Picking began")
    assert '<p class="lead">' in client.get(page.get_url()).content.decode()
