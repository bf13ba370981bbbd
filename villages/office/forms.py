"""The office's forms: deciding, hats, the village's settings, the fund. Texts: `post_forms`."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.accounts.contact_hints import contact_hint
from villages.accounts.models import User
from villages.accounts.phones import looks_like_phone, parse_phone
from villages.office.file_again import FileAgainForm
from villages.portal.choices import Accent, Preset, Role
from villages.portal.mapping import is_in_korea
from villages.portal.models import HandoverTask


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
