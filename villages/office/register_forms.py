"""Forms of the register: open, rename, move, let rest, bring a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.portal.choices import RegionLevel
from villages.portal.models import Region

BIGGEST_LIST = 2 * 1024 * 1024


class CountyField(forms.ModelChoiceField):
    """A county, with its province's name before it."""

    def __init__(self, **kwargs) -> None:
        counties = Region.objects.filter(level=RegionLevel.COUNTY).select_related("parent")
        super().__init__(queryset=counties, **kwargs)

    def label_from_instance(self, region: Region) -> str:
        """“Gangwon, Yanggu”."""
        return f"{region.parent.name}, {region.name}" if region.parent else region.name


class NameForm(forms.Form):
    """Both names and the address."""

    name_ko = forms.CharField(label=_("Korean name"), max_length=80)
    name_en = forms.CharField(label=_("English name"), max_length=80)
    slug = forms.RegexField(
        label=_("Address"),
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
