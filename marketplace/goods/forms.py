"""What a shopper may ask of a list; a wrong value is no value."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from marketplace.goods.selectors import Filters

SORT_CHOICES = [
    ("", _("Best first")),
    ("new", _("Newest first")),
    ("price", _("Low price first")),
    ("-price", _("High price first")),
]


class FilterForm(forms.Form):
    """Search and filters by GET; every field may be empty."""

    q = forms.CharField(label=_("What are you looking for?"), max_length=80, required=False)
    month = forms.TypedChoiceField(
        label=_("In season in"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any month")), *MONTHS.items()],
    )
    sort = forms.ChoiceField(label=_("Sorted by"), choices=SORT_CHOICES, required=False)
    in_stock = forms.BooleanField(label=_("Only what can be bought now"), required=False)

    def filters(self, **fixed) -> Filters:
        """The filters of a valid form; what is invalid is left out."""
        self.is_valid()
        return Filters(**{**getattr(self, "cleaned_data", {}), **fixed})
