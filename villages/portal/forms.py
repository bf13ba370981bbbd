"""Forms of the portals."""

from django import forms
from django.utils.translation import gettext_lazy as _


class QuestionForm(forms.Form):
    """A question about a line of the fund."""

    text = forms.CharField(
        label=_("What would you like to know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads the question and the answer. Nobody reads your name."),
    )
