"""A hat that waits for the committee's yes. It is no hat yet: no right follows from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.portal.choices import HatState, Role
from villages.portal.models.tenancy import Village


class WaitingHatQuerySet(models.QuerySet):
    """Named filters on waiting hats."""

    def open(self) -> "WaitingHatQuerySet":
        """Those without an answer, whose person has an account that works."""
        return self.filter(state=HatState.WAITING, user__is_active=True)


class WaitingHat(models.Model):
    """One person, one village, one role, asked by a manager; answered once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waiting_hats"
    )
    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="waiting_hats")
    role = models.CharField(_("hat"), max_length=12, choices=Role)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=HatState, default=HatState.WAITING)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = WaitingHatQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting hat")
        verbose_name_plural = _("waiting hats")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "user", "role"],
                condition=Q(state="waiting"),
                name="one_waiting_hat_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="waiting_hat_answered_or_waiting",
            ),
        ]
        indexes = [models.Index(fields=["village", "state"], name="waiting_hats_of_a_village")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.village}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state == HatState.WAITING
