"""Forms of the register: open, rename, move, let rest, bring a list."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.accounts.models import User
from villages.accounts.phones import looks_like_phone, parse_phone
from villages.portal.choices import Appointed, RegionLevel
from villages.portal.models import Region, Village

BIGGEST_LIST = 2 * 1024 * 1024


class CountyField(forms.ModelChoiceField):
    """A county, with its province's name before it."""

    def __init__(self, **kwargs) -> None:
        counties = Region.objects.filter(level=RegionLevel.COUNTY).select_related("parent")
        kwargs.setdefault("empty_label", _("Choose a county."))
        super().__init__(queryset=counties, **kwargs)

    def label_from_instance(self, region: Region) -> str:
        """“Yanggu-gun, Gangwon”; in Korean the province first."""
        return region.full_name


class NameForm(forms.Form):
    """Both names and the address."""

    name_ko = forms.CharField(label=_("Korean name"), max_length=80)
    name_en = forms.CharField(label=_("English name"), max_length=80)
    slug = forms.RegexField(
        label=_("Address on the portal"),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)+$",
        max_length=60,
        help_text=_("Small letters, digits and hyphens, like yanggu-haean."),
        error_messages={"invalid": _("Small letters, digits and hyphens, like yanggu-haean.")},
    )


class NewVillageForm(NameForm):
    """A village that joins, and who will run it."""

    region = CountyField(label=_("County"))
    manager_name = forms.CharField(label=_("Name of the manager"), max_length=60)
    manager_email = forms.EmailField(
        label=_("E-mail of the manager"),
        required=False,
        help_text=_("Left empty, you print a card with the invitation."),
    )


class MoveForm(forms.Form):
    """The county that counts the village from now on."""

    region = CountyField(label=_("County"))


class RoomForm(forms.Form):
    """How much a village may keep; empty is as much as all others."""

    gigabytes = forms.DecimalField(
        label=_("Room for photos and files, in GB"),
        required=False,
        min_value=0,
        max_value=1000,
        decimal_places=2,
        help_text=_("Left empty, it is as much as every village has."),
    )


class ReasonForRestForm(forms.Form):
    """Why a village rests."""

    reason = forms.CharField(
        label=_("Why does the village rest?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ListForm(forms.Form):
    """A CSV file."""

    file = forms.FileField(
        label=_("The list as a CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )

    def clean_file(self) -> str:
        """The file's text; UTF-8 or the Korean code page of spreadsheet programs."""
        file = self.cleaned_data["file"]
        if file.size > BIGGEST_LIST:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        raw = file.read()
        for encoding in ("utf-8-sig", "cp949"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(_("This file is no text. Save it as CSV and choose it again."))


class VillageField(forms.ModelChoiceField):
    """A village with its county, its province and its address: many share a name."""

    def label_from_instance(self, village: Village) -> str:
        """“Masan Village, Jinju, Gyeongnam (jinju-masan)”."""
        return f"{village.name}, {village.region.full_name} ({village.slug})"


class MergeForm(forms.Form):
    """Into which village another goes; the tick is asked for when it is to be done."""

    into = VillageField(
        label=_("The village that goes on"),
        queryset=Village.objects.none(),
        empty_label=_("Choose a village."),
    )
    sure = forms.BooleanField(
        label=_("I have looked at what moves. It cannot be undone."),
        error_messages={"required": _("Tick this once you have looked at what moves.")},
    )

    def __init__(self, *args, source: Village, asked: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = (
            Village.objects.active()
            .exclude(pk=source.pk)
            .select_related("region__parent")
            .order_by("name_ko", "region__code", "slug")
        )
        if not asked:
            del self.fields["sure"]


class HolidayForm(forms.Form):
    """A day on which offices rest in this year only."""

    on = forms.DateField(label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(
        label=_("What is the day called?"),
        max_length=80,
        help_text=_("An election, or the name the government gave the day."),
    )


class OfficeRegionField(forms.ModelChoiceField):
    """A county with its province's name before it, or a whole province."""

    def __init__(self, **kwargs) -> None:
        places = Region.objects.exclude(level=RegionLevel.NATION).select_related("parent")
        super().__init__(queryset=places.order_by("code"), **kwargs)

    def label_from_instance(self, region: Region) -> str:
        """“Gangwon, Yanggu”, or “Gangwon”."""
        return region.full_name


class AppointmentForm(forms.Form):
    """Who is invited to the staff or to an officer's post."""

    kind = forms.ChoiceField(
        label=_("What for?"), choices=Appointed.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Name of the person"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    region = OfficeRegionField(
        label=_("County or province"),
        required=False,
        empty_label=_("Choose a county or a province."),
        help_text=_("For officers. They read the numbers of this place."),
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For officers. Left empty, the post goes on until you end it."),
    )

    def clean(self) -> dict:
        """An officer has a place, and a last day after the first."""
        data = super().clean()
        if data.get("kind") != Appointed.OFFICER:
            return data
        if not data.get("region") and "region" not in self.errors:
            self.add_error("region", _("Choose the officer's county or province."))
        since = data.get("since") or timezone.localdate()
        if data.get("until") and data["until"] < since:
            self.add_error("until", _("The last day comes before the first."))
        return data


class LastDayForm(forms.Form):
    """When an officer's post ends."""

    last_day = forms.DateField(
        label=_("Last day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class LostPhoneForm(forms.Form):
    """Whose phone is lost, and how we know that it is really this person who asks."""

    login = forms.CharField(
        label=_("E-mail or phone number of the account"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("What happened, and how do you know who asks?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: broken phone, came to the office with an identity card."),
    )

    def clean_login(self) -> str:
        """The account comes along as `account`."""
        login = self.cleaned_data["login"].strip()
        if looks_like_phone(login):
            found = User.objects.filter(phone=parse_phone(login))
        else:
            found = User.objects.filter(email=login.lower())
        self.account = found.first()
        if self.account is None:
            raise forms.ValidationError(_("Nobody signs in with this."))
        return login
