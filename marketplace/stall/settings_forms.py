"""What a stall says about itself, and its delivery fees."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from marketplace.delivery.quotes import PARCELS
from marketplace.delivery.selectors import USUAL, terms_by_stall

MOST_FEE = 100_000
FEES = (
    ("base_fee", _("fee"), True),
    ("free_over", _("free from"), False),
    ("jeju_extra", _("extra to Jeju"), True),
    ("island_extra", _("extra to other islands"), True),
)
SELLER = (
    "legal_name_ko",
    "legal_name_en",
    "representative",
    "address",
    "business_no",
    "mail_order_no",
    "phone",
    "holiday_until",
)


class StallForm(forms.Form):
    """Seller by law, days of rest, and the fees of each kind of parcel."""

    legal_name_ko = forms.CharField(label=_("seller, in Korean"), max_length=120)
    legal_name_en = forms.CharField(label=_("seller, in English"), max_length=120, required=False)
    representative = forms.CharField(label=_("representative"), max_length=60)
    address = forms.CharField(label=_("address of the seller"), max_length=200)
    business_no = forms.RegexField(
        r"^\d{3}-\d{2}-\d{5}$", label=_("business number"), help_text="000-00-00000"
    )
    mail_order_no = forms.CharField(label=_("mail-order number"), max_length=40)
    phone = forms.CharField(
        label=_("phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    holiday_until = forms.DateField(
        label=_("closed until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Until this day nobody can buy; orders that are paid are still sent."),
    )

    def __init__(self, *args, stall, **kwargs) -> None:
        terms = terms_by_stall([stall.pk])
        initial = {name: getattr(stall, name) for name in SELLER}
        for storage in PARCELS:
            held = terms.get((stall.pk, storage), USUAL)
            initial |= {f"{storage}_{fee}": getattr(held, fee) for fee, _label, _needed in FEES}
        super().__init__(*args, initial=initial, **kwargs)
        for storage, parcel in PARCELS.items():
            for fee, label, needed in FEES:
                self.fields[f"{storage}_{fee}"] = forms.IntegerField(
                    label=f"{parcel}: {label}",
                    min_value=0,
                    max_value=MOST_FEE * 10,
                    required=needed,
                )
        for field in self.fields.values():
            field.label = capfirst(field.label)

    @property
    def seller(self) -> dict:
        """The seller's own columns."""
        return {name: self.cleaned_data[name] for name in SELLER}

    @property
    def fees(self) -> dict[str, dict]:
        """The fees of each kind of parcel."""
        return {
            storage: {fee: self.cleaned_data[f"{storage}_{fee}"] for fee, _label, _needed in FEES}
            for storage in PARCELS
        }
