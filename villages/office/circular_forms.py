"""Forms for circulars and minutes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CircularForm(forms.Form):
    """A letter to everybody of the village."""

    title = forms.CharField(label=_("Headline"), max_length=90)
    text = forms.CharField(
        label=_("What should everybody know?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only people of the village read it. It is not on the portal."),
    )
    title_en = forms.CharField(
        label=_("Headline in English"),
        required=False,
        max_length=90,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    text_en = forms.CharField(
        label=_("The same in English"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "en"}),
        help_text=_("For neighbours who do not read Korean. You may leave it empty."),
    )


class MinutesForm(forms.Form):
    """What a meeting decided."""

    held_on = forms.DateField(
        label=_("Meeting of"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    title = forms.CharField(label=_("What was it about?"), max_length=140)
    body = forms.CharField(
        label=_("What was decided?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("You may speak into the phone's keyboard instead of typing."),
    )
