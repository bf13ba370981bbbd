"""How people come and go: invitations to a hat, and handing the office over."""

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.portal.choices import Appointed, RegionLevel, Role
from villages.portal.models.tenancy import Region, Village

INVITATION_DAYS = 30


def new_code() -> str:
    """128 random bits, as 22 letters that fit a QR code and a link."""
    return secrets.token_urlsafe(16)


def end_of_invitation() -> date:
    """The last day of an invitation written today."""
    return timezone.localdate() + timedelta(days=INVITATION_DAYS)


class InvitationQuerySet(models.QuerySet):
    """Named filters on invitations."""

    def open(self) -> "InvitationQuerySet":
        """Those that can still be accepted today."""
        return self.filter(
            used_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_on__gte=timezone.localdate(),
        )


class HeldReady(models.Model):
    """Something held ready for somebody. The code is the key: it opens once, until a day."""

    code = models.CharField(max_length=40, unique=True, default=new_code, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("holds until"), default=end_of_invitation)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        abstract = True

    def take_back(self) -> bool:
        """Withdraw it; False where it was used or withdrawn before. Writes one row."""
        waiting = type(self).objects.filter(
            pk=self.pk, used_at__isnull=True, withdrawn_at__isnull=True
        )
        return bool(waiting.update(withdrawn_at=timezone.now()))


class Invitation(HeldReady):
    """A hat held ready for somebody: by mail, or on a printed card with a QR code.

    The code is the key: whoever brings it and signs in gets the hat, once.
    """

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("hat"), max_length=12, choices=Role)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["village", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_role_display()} · {self.village}"

    def get_absolute_url(self) -> str:
        """Where the invited person accepts."""
        return reverse("join", args=[self.code])


class Appointment(HeldReady):
    """A place on the platform's staff, or an officer's post, held ready for somebody by mail.

    The code is the key, as with a village's invitation. `since` and `until` are those of the
    post; staff have no last day.
    """

    kind = models.CharField(_("what for"), max_length=10, choices=Appointed)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"level__in": [RegionLevel.PROVINCE, RegionLevel.COUNTY]},
    )
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"))
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=Appointed.OFFICER, region__isnull=False)
                | models.Q(kind=Appointed.STAFF, region__isnull=True),
                name="an_officer_has_a_region_and_staff_none",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Where the invited person accepts."""
        return reverse("appointed", args=[self.code])


class HandoverTask(models.TextChoices):
    """What a manager hands over; ticked one by one."""

    ORDERS = "orders", _("Open orders and who packs them")
    MONEY = "money", _("Payouts, the common fund and its papers")
    TEXTS = "texts", _("Texts that wait, and the next market days and meetings")
    PEOPLE = "people", _("Who wears which hat, and whom to call")
    KEYS = "keys", _("Keys, computers and the centre's contracts")
    COUNTY = "county", _("The county office knows the new name")


class Handover(models.Model):
    """A manager hands the office to another: from the start both wear the hat, to a last day."""

    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="handovers")
    leaver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="handovers_given"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="handovers_taken"
    )
    ends_on = models.DateField(_("last day"))
    done = models.JSONField(default=list, blank=True)
    note = models.TextField(_("note for the successor"), blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [
            models.UniqueConstraint(
                fields=["village", "leaver"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_handover_of_a_manager",
            )
        ]

    def __str__(self) -> str:
        return f"{self.village}: {self.leaver} → {self.successor}"


class OldAddress(models.Model):
    """An address a village had before; it leads to the new one for ever."""

    slug = models.SlugField(max_length=60, unique=True)
    village = models.ForeignKey(Village, on_delete=models.CASCADE, related_name="old_addresses")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug


class VillageImport(models.Model):
    """A list of villages to open, worked off row by row; it goes on where it was stopped."""

    rows = models.JSONField()
    done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("list of villages")
        verbose_name_plural = _("lists of villages")

    def __str__(self) -> str:
        return f"{self.done}/{len(self.rows)}"
