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
