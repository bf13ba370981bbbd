"""Boards, threads, posts. A post's number counts within its thread, without gaps."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class BoardKind(models.TextChoices):
    """What a board is for."""

    TALK = "talk", _("Talk")
    QUESTIONS = "questions", _("Questions and answers")
    MARKET = "market", _("Market talk")
    COURSES = "courses", _("Course talk")


class Policy(models.TextChoices):
    """Who may read, who may write."""

    PUBLIC = "public", _("Everybody")
    SIGNED_IN = "signed_in", _("Everybody with an account")
    MEMBERS = "members", _("People of the village")


class Board(models.Model):
    """A place to talk: of one village, or shared by all where `village` is empty."""

    village = models.ForeignKey(
        "villages.Village", on_delete=models.CASCADE, null=True, blank=True, related_name="boards"
    )
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=BoardKind, default=BoardKind.TALK)
    title_ko = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80)
    intro_ko = models.CharField(max_length=240, blank=True)
    intro_en = models.CharField(max_length=240, blank=True)
    read_policy = models.CharField(max_length=10, choices=Policy, default=Policy.PUBLIC)
    write_policy = models.CharField(max_length=10, choices=Policy, default=Policy.MEMBERS)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["village", "slug"], name="board_slug_once"),
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(village__isnull=True),
                name="shared_board_slug_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return self.title_ko if get_language() == "ko" else self.title_en

    @property
    def intro(self) -> str:
        """What the board is for, in the reader's language."""
        return self.intro_ko if get_language() == "ko" else self.intro_en

    def get_absolute_url(self) -> str:
        """The board's page: below its village, or below /talk/."""
        if self.village_id:
            return reverse("community:board", args=[self.village.slug])
        return reverse("talk:board", args=[self.slug])


class PostState(models.TextChoices):
    """Whether a post is seen."""

    VISIBLE = "visible", _("Visible")
    HIDDEN = "hidden", _("Hidden")
    DELETED = "deleted", _("Taken back")


class Thread(models.Model):
    """A conversation; its first post is number 1."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(_("title"), max_length=140)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    language = models.CharField(max_length=5, blank=True)
    is_closed = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    solved_by = models.ForeignKey(
        "community.Post", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    last_number = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-is_pinned", "-last_post_at"]
        indexes = [models.Index(fields=["board", "is_hidden", "-is_pinned", "-last_post_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The thread's page."""
        if self.board.village_id:
            return reverse("community:thread", args=[self.board.village.slug, self.pk])
        return reverse("talk:thread", args=[self.board.slug, self.pk])

    @property
    def stream(self) -> str:
        """The key of the thread's live stream."""
        return f"thread:{self.pk}"


class Post(models.Model):
    """One contribution. The row is the truth; the socket only hints at it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    body = models.TextField(_("text"))
    language = models.CharField(max_length=5, blank=True)
    quoted = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=PostState, default=PostState.VISIBLE)
    hidden_reason = models.CharField(max_length=300, blank=True)
    client_key = models.CharField(max_length=36, null=True)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["author", "client_key"], name="post_sent_once"),
        ]
        indexes = [models.Index(fields=["author", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.thread_id}#{self.number}"


class PostRevision(models.Model):
    """What a post said before it was changed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.post} before {self.at:%Y-%m-%d %H:%M}"


class Thanks(models.Model):
    """A thank-you for a post, once per person."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="thanks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [
            models.UniqueConstraint(fields=["post", "user"], name="one_thanks_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} -> {self.post_id}"


class Watch(models.Model):
    """Whoever writes in a thread hears of replies, until they mute it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="watches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_muted = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.UniqueConstraint(fields=["thread", "user"], name="one_watch_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} -> {self.thread_id}"
