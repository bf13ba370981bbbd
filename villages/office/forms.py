"""The office's forms: posting, deciding, hats."""

import json
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.accounts.contact_hints import contact_hint
from villages.accounts.models import User
from villages.accounts.phones import looks_like_phone, parse_phone
from villages.office.file_again import FileAgainForm
from villages.portal.choices import Accent, Preset, Role, Subject
from villages.portal.mapping import is_in_korea
from villages.portal.models import HandoverTask
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


class ReasonForm(forms.Form):
    """Why a text goes back, or why a post is hidden."""

    reason = forms.CharField(
        label=_("What should be changed?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HatAnswerForm(forms.Form):
    """Why the committee does not agree to a hat."""

    reason = forms.CharField(
        label=_("Why not?"),
        help_text=_("The person and the manager read it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HatForm(forms.Form):
    """Give a hat: at once to somebody with an account, else by an invitation."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Hat"), choices=Role.choices)
    who = forms.CharField(
        label=_("E-mail or phone number"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "With an e-mail address the invitation goes by mail. Without one you print a card."
        ),
    )

    def clean_who(self) -> str:
        """Find the account, if there is one; an address must look like one."""
        who = self.cleaned_data["who"].strip()
        self.user, self.email = None, ""
        if not who:
            return who
        if looks_like_phone(who):
            found = User.objects.filter(phone=parse_phone(who))
        else:
            self.email = forms.EmailField().clean(who).lower()
            found = User.objects.filter(email=self.email)
        self.user = found.filter(is_active=True).order_by("pk").first()
        return who


class SettingsForm(FileAgainForm):
    """The village's words and looks."""

    tagline_ko = forms.CharField(
        label=_("One sentence about the village, in Korean"), required=False, max_length=140
    )
    tagline_en = forms.CharField(label=_("The same in English"), required=False, max_length=140)
    picture = forms.FileField(
        label=_("A new picture of the village"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("It stands at the top of the portal. No faces, please."),
    )
    picture_alt = forms.CharField(
        label=_("What is on the picture?"),
        required=False,
        max_length=200,
        help_text=_("Say it as you would on the phone. People who cannot see it hear this."),
    )
    focus = forms.ChoiceField(
        label=_("Which part must always be seen?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("left-top", _("Left, top")),
            ("top", _("Top")),
            ("right-top", _("Right, top")),
            ("left", _("Left")),
            ("middle", _("Middle")),
            ("right", _("Right side")),
            ("left-bottom", _("Left, bottom")),
            ("bottom", _("Bottom")),
            ("right-bottom", _("Right, bottom")),
        ],
        help_text=_("On a phone the edges are cut off."),
    )
    welcome_ko = forms.CharField(
        label=_("Welcome, in Korean"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    welcome_en = forms.CharField(
        label=_("Welcome, in English"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    phone = forms.CharField(
        label=_("Phone of the centre"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    centre_hours_ko = forms.CharField(
        label=_("Hours of the centre, in Korean"), required=False, max_length=140
    )
    centre_hours_en = forms.CharField(
        label=_("Hours of the centre, in English"), required=False, max_length=140
    )
    way_ko = forms.CharField(
        label=_("Getting here, in Korean"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    way_en = forms.CharField(
        label=_("Getting here, in English"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    preset = forms.ChoiceField(
        label=_("What comes first on the portal?"),
        choices=Preset.choices,
        widget=forms.RadioSelect,
    )
    accent = forms.ChoiceField(
        label=_("Colour of the village"), choices=Accent.choices, widget=forms.RadioSelect
    )
    households = forms.IntegerField(label=_("Households"), min_value=0, max_value=100_000)
    population = forms.IntegerField(label=_("Residents"), min_value=0, max_value=1_000_000)
    lat = forms.FloatField(
        label=_("Latitude"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("From the map: 38.0613"),
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("From the map: 128.1709"),
    )

    def clean_phone(self) -> str:
        """What people can call, as it was typed."""
        phone = self.cleaned_data["phone"].strip()
        if phone:
            parse_phone(phone)
        return phone

    def clean(self) -> dict:
        """A position has both numbers and lies in Korea; without one the old position stays."""
        data = super().clean()
        if {"lat", "lon"} & self.errors.keys():
            return data
        lat, lon = data.get("lat"), data.get("lon")
        if (lat is None) != (lon is None):
            self.add_error("lat" if lat is None else "lon", _("Enter both numbers, or neither."))
        elif lat is not None and not is_in_korea(lat, lon):
            self.add_error(
                "lat", _("This place does not lie in Korea. Look at both numbers again.")
            )
        return data


class HandoverForm(forms.Form):
    """Who takes the office over, and when the manager's last day is."""

    successor = forms.ModelChoiceField(
        label=_("Who takes over?"),
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    ends_on = forms.DateField(
        label=_("Your last day as manager"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Until then you both wear the hat. Two or four weeks are good."),
    )
    note = forms.CharField(
        label=_("What should the successor know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, people, hats: dict[int, list[str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)

        def known_by(user: User) -> str:
            words = [user.name, ", ".join(hats.get(user.pk, ())), contact_hint(user)]
            return " · ".join(word for word in words if word)

        self.fields["successor"].queryset = people
        self.fields["successor"].label_from_instance = known_by


class HandoverTasksForm(forms.Form):
    """What is handed over already."""

    done = forms.MultipleChoiceField(
        label=_("Tick what is done"),
        required=False,
        choices=HandoverTask.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("What should the successor know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class FundLineForm(FileAgainForm):
    """The next line of the common fund."""

    kind = forms.ChoiceField(
        label=_("Did money come in or go out?"),
        choices=[("out", _("Went out")), ("in", _("Came in"))],
        widget=forms.RadioSelect,
    )
    amount = forms.IntegerField(
        label=_("How much, in won?"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    text = forms.CharField(
        label=_("What was the money for, or where did it come from?"), max_length=140
    )
    on = forms.DateField(
        label=_("When?"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    upload = forms.FileField(
        label=_("Receipt"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
        help_text=_(
            "A photo of the receipt or a PDF. Everybody can see it: cover names and card numbers."
        ),
    )


class AnswerForm(forms.Form):
    """The committee's answer."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
