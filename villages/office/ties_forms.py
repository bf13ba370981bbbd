"""Forms of the desk for ties."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.portal.choices import BodyKind
from villages.portal.models import Village

FIRST_YEAR = 1900
MOST_FOUND = 20


def villages_called(villages, query: str):
    """The villages of a queryset with these words in their own or their county's name."""
    if not query:
        return villages.none()
    for word in query.split()[:4]:
        villages = villages.filter(
            Q(name_ko__icontains=word)
            | Q(name_en__icontains=word)
            | Q(region__name_ko__icontains=word)
            | Q(region__name_en__icontains=word)
        )
    return villages


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

    sister = forms.ModelChoiceField(label=_("Which village?"), queryset=Village.objects.none())
    field_order = ["sister"]

    def __init__(self, *args, village: Village, query: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        others = Village.objects.active().exclude(pk=village.pk).select_related("region")
        field = self.fields["sister"]
        field.queryset = others.order_by("name_ko", "pk")
        found = list(villages_called(field.queryset, query)[: MOST_FOUND + 1])
        # What was chosen before stays in the list, whatever is looked for now.
        chosen = self.data.get(self.add_prefix("sister"), "")
        if chosen.isascii() and chosen.isdigit() and chosen not in {str(v.pk) for v in found}:
            found = [*field.queryset.filter(pk=chosen), *found]
        self.found, self.has_more = found[:MOST_FOUND], len(found) > MOST_FOUND
        named = [(one.pk, f"{one.name} ({one.region.name})") for one in self.found]
        field.widget.choices = named if len(named) == 1 else [("", _("Choose")), *named]


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
