"""What a text is written in: its fields, its photos, its days; and the form of a new one."""

import json
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.office.file_again import FileAgainForm
from villages.portal.choices import Subject
from villages.portal.models.translated import content_language_default

MOST_PICTURES, MOST_IN_ALBUM = 10, 30
EARLIEST, LATEST = 1950, 2150  # years of an event; beyond them a date is a slip of the finger


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """A list of uploads; decoded later, by the upload pipeline."""

    widget = ManyFilesInput(attrs={"accept": "image/*"})

    def clean(self, data, initial=None) -> list:
        """Every file through the field's own checks."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PicturesField, self).clean(file, initial) for file in files if file]


def moment_field(label) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )


def until_field() -> forms.DateField:
    return forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def urgent_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Urgent: show it on every page of the village"), required=False
    )


def for_someone_field() -> forms.CharField:
    return forms.CharField(
        label=_("I write this for someone else. Their name:"), required=False, max_length=60
    )


def sent_numbers(text: str) -> list[int]:
    """The numbers in what the phone names: `12:/address,13:/address`, each once."""
    parts = [part.partition(":")[0] for part in text.split(",")]
    numbers = [int(part) for part in parts if part.isdecimal() and len(part) < 10]
    return list(dict.fromkeys(numbers))


def said_of_each(text: str) -> list[str]:
    """What is on each photo, as the phone lists it; nothing where the list is broken."""
    try:
        said = json.loads(text)
    except ValueError:
        return []
    if not isinstance(said, list):
        return []
    return [words.strip()[:200] if isinstance(words, str) else "" for words in said]


def check_times(form: forms.Form) -> None:
    """An event ends after it starts, and both lie within a lifetime.

    What is new does not lie in the past; an old text keeps its old days.
    """
    data, today = form.cleaned_data, timezone.localdate()
    starts, ends = data.get("starts_at"), data.get("ends_at")
    for name, moment in (("starts_at", starts), ("ends_at", ends)):
        if moment is not None and not EARLIEST <= moment.year <= LATEST:
            form.add_error(name, _("Please look at the year again."))
    if starts and ends and ends < starts:
        form.add_error("ends_at", _("The end comes before the beginning. Please look again."))
    is_new = starts and not form.initial.get("starts_at") and not form.errors
    if is_new and timezone.localdate(ends or starts) < today:
        words = _("This day is over. What has been is told as news, with photos.")
        form.add_error("ends_at" if ends else "starts_at", words)
    until = data.get("valid_until")
    if until and until < today and until != form.initial.get("valid_until"):
        words = _("This day is over: nobody would see it. Choose a later day, or leave it empty.")
        form.add_error("valid_until", words)


def offer_places(form, places: Sequence[str]) -> None:
    """Names to choose from while a place is typed; any other words are as good."""
    form.places = places
    if places and "place" in form.fields:
        form.fields["place"].widget.attrs["list"] = "places"


class PicturesAgainForm(FileAgainForm):
    """Photos that were sent by themselves before the form are there, too."""

    def is_there(self, name: str) -> bool:
        """Whether a photo comes with the form or came before it."""
        return super().is_there(name) or bool(self.cleaned_data.get("uploaded"))


class PostForm(PicturesAgainForm):
    """News, a notice or an event, from a phone. `kind` decides what is asked."""

    pictures = PicturesField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to ten. Big photos are made smaller by themselves."),
    )
    uploaded = forms.CharField(
        required=False,
        max_length=8000,
        widget=forms.HiddenInput(attrs={"data-uploaded": "", "data-keep": ""}),
    )
    picture_alt = forms.CharField(
        label=_("What is on the first photo?"),
        required=False,
        max_length=200,
        help_text=_("Say it as you would on the phone. People who cannot see it hear this."),
    )
    alts = forms.CharField(
        required=False,
        max_length=20_000,
        widget=forms.HiddenInput(attrs={"data-alts": "", "data-keep": ""}),
    )
    title = forms.CharField(label=_("Headline"), max_length=90)
    text = forms.CharField(
        label=_("What happened?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Three sentences are enough."),
    )
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices, initial=Subject.PEOPLE)
    starts_at = moment_field(_("When?"))
    ends_at = moment_field(_("Until when?"))
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    valid_until = until_field()
    is_urgent = urgent_field()
    on_behalf_of = for_someone_field()
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)
    consent = forms.BooleanField(
        label=_("The people on the photos agreed to be shown"), required=False
    )
    client_key = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    replaces = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    ONLY_FOR = {
        "subject": {"news"},
        "starts_at": {"event"},
        "ends_at": {"event"},
        "place": {"news", "event"},
        "valid_until": {"notice"},
        "is_urgent": {"notice"},
        "pictures": {"news", "event", "photos"},
        "uploaded": {"news", "event", "photos"},
        "picture_alt": {"news", "event", "photos"},
        "alts": {"news", "event", "photos"},
        "consent": {"news", "event", "photos"},
    }

    def __init__(self, *args, kind: str, places: Sequence[str] = (), **kwargs) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)
        offer_places(self, places)
        for name, kinds in self.ONLY_FOR.items():
            if kind not in kinds:
                del self.fields[name]
        self.fields["language"].initial = content_language_default()
        if kind == "news":
            self.fields["place"].label = _("Where did it happen?")
        if kind == "event":
            self.fields["starts_at"].required = True
            self.fields["text"].label = _("What will happen?")
        if kind == "photos":
            self.fields["text"].required = False
            self.fields["text"].max_length = 240
            self.fields["text"].help_text = ""
            self.fields["text"].label = _("What do the photos show, in one sentence?")
            self.fields["pictures"].help_text = _(
                "Up to thirty. Captions and order come after sending them."
            )
        if kind == "notice":
            self.fields["text"].label = _("What should everybody know?")

    def clean_uploaded(self) -> list[int]:
        """Numbers of the pictures that were sent before; the phone adds their addresses."""
        return sent_numbers(self.cleaned_data["uploaded"])

    def clean_alts(self) -> list[str]:
        """What is on each photo, in the order the photos are sent in."""
        return said_of_each(self.cleaned_data["alts"])

    def may_be_left_out(self, name: str) -> bool:
        """An album is nothing without photos."""
        return self.kind != "photos"

    @property
    def asked_of_each(self) -> bool:
        """Whether the screen had a field for each photo; without scripts it has the first's."""
        data = self.cleaned_data
        count = len(data.get("pictures") or ()) + len(data.get("uploaded") or ())
        return len(data.get("alts") or ()) >= count

    def clean(self) -> dict:
        """Faces need a yes."""
        data = super().clean()
        check_times(self)
        count = len(data.get("pictures") or ()) + len(data.get("uploaded") or ())
        most = MOST_IN_ALBUM if self.kind == "photos" else MOST_PICTURES
        if count > most:
            words = _("Ten pictures at most, please.")
            if self.kind == "photos":
                words = _("Thirty pictures at most, please.")
            self.add_error("pictures", words)
        if self.kind == "photos" and not count and "pictures" not in self.errors:
            self.add_error("pictures", _("Choose at least one photo."))
        if count and not data.get("consent"):
            self.add_error(
                "consent", _("Tick this when the people on the photos agreed, or leave them out.")
            )
        return data
