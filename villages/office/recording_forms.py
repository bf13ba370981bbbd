"""The office's forms for recordings and their words."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from media.choices import Spoken, village_language
from media.forms import captions_of
from villages.office.file_again import FileAgainForm
from villages.portal.models.translated import content_language_default

SOUNDS = "audio/*,video/*,.m4a,.mp3,.ogg,.wav,.mp4,.webm"


class CaptionsMixin:
    """Captions are looked at before anything is stored."""

    def clean_captions(self):
        """A clean WebVTT file, or None."""
        upload = self.cleaned_data["captions"]
        return captions_of(upload) if upload else None


def captions_field() -> forms.FileField:
    """A file of captions."""
    return forms.FileField(
        label=_("Captions as a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
        help_text=_("Only if you have one: a WebVTT file (.vtt)."),
    )


def transcript_field(help_text) -> forms.CharField:
    """What is said, written down."""
    return forms.CharField(
        label=_("What is said, in writing"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=help_text,
    )


class RecordingForm(CaptionsMixin, FileAgainForm):
    """A sound or a film from a phone, with what is said in it."""

    file = forms.FileField(
        label=_("The recording or film"),
        widget=forms.FileInput(attrs={"accept": SOUNDS}),
        help_text=_(
            "A sound up to 60 MB, a film up to 300 MB. Where and when it was made is taken out."
        ),
    )
    title = forms.CharField(label=_("Name of the recording"), max_length=140)
    language = forms.ChoiceField(
        label=_("Which language is spoken?"), choices=Spoken.choices, initial=village_language
    )
    transcript = transcript_field(_("People who cannot hear it read this. It can follow later."))
    captions = captions_field()


class WordsForm(CaptionsMixin, FileAgainForm):
    """What is said, in one language."""

    language = forms.ChoiceField(label=_("Language"), choices=Spoken.choices)
    transcript = transcript_field(_("Leave it empty to take the words in this language away."))
    captions = captions_field()


class TellForm(forms.Form):
    """A story around a recording."""

    title = forms.CharField(label=_("Headline"), max_length=90)
    text = forms.CharField(
        label=_("Who tells here, and what about?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Three sentences are enough."),
    )
    language = forms.ChoiceField(
        label=_("Written in"), choices=settings.LANGUAGES, initial=content_language_default
    )
