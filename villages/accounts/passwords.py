"""What a password must be, said as one would at the counter: Django's rules, our words."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

HINT = _("At least eight characters. Two or three words only you would think of are best.")


class Length(password_validation.MinimumLengthValidator):
    """Not too short."""

    def get_error_message(self) -> str:
        """One sentence with the number."""
        words = ngettext(
            "The password is too short. Use at least %(n)d character.",
            "The password is too short. Use at least %(n)d characters.",
            self.min_length,
        )
        return words % {"n": self.min_length}


class NotCommon(password_validation.CommonPasswordValidator):
    """Not one of those everybody uses."""

    def get_error_message(self) -> str:
        """One sentence."""
        return _("Many people use this password. Add a word of your own.")


class NotLikeMe(password_validation.UserAttributeSimilarityValidator):
    """Not one's own name or address."""

    def get_error_message(self) -> str:
        """One sentence."""
        return _("This is too much like your name or address. Choose something else.")
