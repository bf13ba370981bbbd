"""What platform staff fill in at the market's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ShelfForm(forms.Form):
    """The two names of a shelf."""

    name_ko = forms.CharField(label=_("Name in Korean"), max_length=80)
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=80,
        help_text=_("The address of a new shelf is made of it, and stays."),
    )


class SuspendForm(forms.Form):
    """Why nothing more is sold."""

    reason = forms.CharField(
        label=_("Reason, for the village"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ShareForm(forms.Form):
    """What the platform keeps of the price of goods."""

    percent = forms.DecimalField(
        label=_("Per cent of the goods"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("For orders from now on; those that are placed keep theirs."),
    )

    @property
    def commission_bp(self) -> int:
        """In hundredths of a per cent."""
        return int(self.cleaned_data["percent"] * 100)
