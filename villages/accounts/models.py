"""The account: e-mail or phone, one name, and how the person reads."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oscar.apps.customer.abstract_models import AbstractUser
from oscar.apps.customer.abstract_models import UserManager as OscarUserManager


class UserManager(OscarUserManager):
    """Makes accounts by e-mail, by phone, or by both."""

    def create_user(self, email=None, password=None, **extra_fields):
        """Save an account; a `ValueError` where neither e-mail nor phone is given."""
        if not email and not extra_fields.get("phone"):
            raise ValueError("An account needs an e-mail address or a phone number.")
        email = self.normalize_email(email).lower() if email else None
        user = self.model(email=email, date_joined=timezone.now(), **extra_fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """A person with an account. The whole name stands in `first_name`.

    Oscar's and Wagtail's screens ask for `first_name`/`last_name`, so the columns
    stay; `last_name` is left empty.
    """

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(_("phone verified"), default=False)
    language = models.CharField(_("language"), max_length=5, blank=True)
    text_size = models.CharField(_("text size"), max_length=3, default="100")
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False),
                name="account_has_email_or_phone",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name shown to others; never the e-mail address or the phone number."""
        return self.get_full_name() or str(_("Member"))

    def clean(self) -> None:
        """Lower-case the e-mail; an empty one is none."""
        self.email = self.__class__.objects.normalize_email(self.email or "").lower() or None
        self.phone = self.phone or None

    def get_username(self) -> str:
        """What the person signs in with."""
        return self.email or self.phone or ""

    def _migrate_alerts_to_user(self) -> None:
        if self.email:
            super()._migrate_alerts_to_user()


class SpentCode(models.Model):
    """A code of the second step that was used: the same one never opens twice.

    A row and not a line in the cache: it must outlive a restart, and two processes
    must not both take one code.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    counter = models.BigIntegerField()  # the half minute the code belongs to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "counter"], name="a_code_is_spent_once"),
        ]
