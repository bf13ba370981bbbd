"""Forms of the desk for documents."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.papers import ACCEPT
from villages.office.file_again import FileAgainForm
from villages.portal.choices import DisclosureState, DocumentKind


def paper_field(**kwargs) -> forms.FileField:
    """A file, or a photo of a paper taken with the phone."""
    return forms.FileField(
        widget=forms.FileInput(attrs={"accept": f"{ACCEPT},image/*"}),
        help_text=_("PDF, HWP, DOCX, XLSX or a photo of the paper; 20 MB at most."),
        **kwargs,
    )


class DocumentForm(FileAgainForm):
    """Put a document on the shelf."""

    upload = paper_field(label=_("The document"))
    title = forms.CharField(label=_("What is it called?"), max_length=140)
    kind = forms.ChoiceField(label=_("What kind of document is it?"), choices=DocumentKind.choices)
    on = forms.DateField(
        label=_("Date of the document"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    upload_en = paper_field(label=_("The same document in English"), required=False)
    title_en = forms.CharField(
        label=_("Its English title"),
        required=False,
        max_length=140,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )


class DisclosureAnswerForm(FileAgainForm):
    """Give the document, give it in part, or refuse with a reason."""

    state = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (DisclosureState.GIVEN, _("We give the document")),
            (DisclosureState.PARTLY, _("We give a part of it")),
            (DisclosureState.REFUSED, _("We cannot give it")),
        ],
        widget=forms.RadioSelect,
    )
    upload = paper_field(label=_("The document"), required=False)
    title = forms.CharField(
        label=_("What shall it be called on the shelf?"), required=False, max_length=140
    )
    text = forms.CharField(
        label=_("Your words to the person"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("When you give only a part or refuse, the reason must stand here."),
    )


class LongerForm(forms.Form):
    """Why an answer takes longer."""

    reason = forms.CharField(
        label=_("Why does it take longer?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
