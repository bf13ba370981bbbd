"""The thread's live stream: who may listen, how an event is drawn."""

from django.template.loader import render_to_string

from villages.community.access import may_read_stream
from villages.community.models import Post
from villages.community.selectors import posts_of
from villages.live.kinds import StreamKind, register_stream


def draw(event) -> str | None:
    """The post as the page draws it; a post that is gone carries no words."""
    post = Post.objects.filter(pk=event.ref).select_related("thread__board__village").first()
    if post is None:
        return None
    full = posts_of(post.thread).filter(pk=post.pk).first()
    full.thread = post.thread
    return render_to_string("community/_post.html", {"post": full, "plain": True})


def register() -> None:
    """Called once, when the apps are ready."""
    register_stream(StreamKind("thread", may_read_stream, draw))
