"""Forms of the desk for ties."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.portal.choices import BodyKind
from villages.portal.models import Village

FIRST_YEAR = 1900


class TieForm(forms.Form):
    """Since when, and what is done together."""

    since = forms.IntegerField(
        label=_("Since which year?"),
        required=False,
        min_value=FIRST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    together = forms.CharField(
        label=_("What do you do together?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    together_en = forms.CharField(
        label=_("The same in English"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )

    def clean_since(self) -> int | None:
        """No year to come."""
        year = self.cleaned_data["since"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(_("This year lies in the future."))
        return year


class SisterForm(TieForm):
    """Another village of the platform."""

    sister = forms.ModelChoiceField(
        label=_("Which village?"), queryset=Village.objects.none(), empty_label=_("Choose")
    )
    field_order = ["sister"]

    def __init__(self, *args, village: Village, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Village.objects.active().exclude(pk=village.pk).select_related("region")
        self.fields["sister"].queryset = others.order_by("name_ko")
        self.fields["sister"].label_from_instance = lambda v: f"{v.name} ({v.region.name})"


class PartnerForm(TieForm):
    """A company, a school, an office or a group."""

    name = forms.CharField(label=_("Name of the company, school or group"), max_length=80)
    name_en = forms.CharField(
        label=_("Name in English"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=BodyKind.choices)
    website = forms.URLField(
        label=_("Its address on the web"), required=False, assume_scheme="https"
    )
    field_order = ["name", "name_en", "kind", "website"]
