"""Forms of the portals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.portal.choices import Shown


class QuestionForm(forms.Form):
    """A question about a line of the fund."""

    text = forms.CharField(
        label=_("What would you like to know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads the question and the answer. Nobody reads your name."),
    )


class DisclosureForm(forms.Form):
    """Which document somebody would like to see, and what everybody may see of it."""

    text = forms.CharField(
        label=_("Which document would you like to see?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words. You need not know its name."),
    )
    shown = forms.ChoiceField(
        label=_("What may everybody see?"),
        choices=Shown.choices,
        initial=Shown.NAMELESS,
        widget=forms.RadioSelect,
        help_text=_("The committee always sees who asks, or it could not answer."),
    )
