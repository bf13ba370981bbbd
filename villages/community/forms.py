"""Forms of the boards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.moderation.models import Reason


class ReplyForm(forms.Form):
    """A reply; `client_key` makes a double send one reply."""

    body = forms.CharField(
        label=_("Your reply"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    client_key = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    quoted = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ThreadForm(forms.Form):
    """A new thread."""

    title = forms.CharField(label=_("Title"), max_length=140)
    body = forms.CharField(
        label=_("What would you like to say?"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    client_key = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)


class EditPostForm(forms.Form):
    """Other words for an own post."""

    body = forms.CharField(
        label=_("Your text"), max_length=6000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ReportForm(forms.Form):
    """Why a post should be looked at."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("A word more"), required=False, max_length=300)
