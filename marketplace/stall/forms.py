"""What a seller fills in: few fields, one screen."""

from dataclasses import dataclass

from django import forms
from django.core.validators import RegexValidator
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from oscar.core.loading import get_model

from marketplace.delivery.choices import Carrier
from marketplace.delivery.models import POSTCODE
from marketplace.forks.catalogue.choices import Storage
from marketplace.goods.legal import FACTS, InfoKind
from marketplace.goods.models import ProductPhoto
from marketplace.orders.forms import clean_phone
from marketplace.orders.services.placing import Address, Contact
from villages.office.file_again import FileAgainForm
from villages.office.post_forms import PicturesField
from villages.portal.choices import ResidentStatus
from villages.portal.models import Resident

Category = get_model("catalogue", "Category")
MONTH_CHOICES = [("", _("All year")), *MONTHS.items()]


class ShipForm(forms.Form):
    """Who carries the parcel, and its number."""

    carrier = forms.ChoiceField(label=_("Carrier"), choices=Carrier)
    tracking = forms.CharField(
        label=_("Tracking number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean(self) -> dict:
        """Carriers give a number; the village's own car does not."""
        data = super().clean()
        if data.get("carrier") != Carrier.OWN and not data.get("tracking"):
            self.add_error("tracking", _("Please write the number from the parcel's label."))
        return data


class CancelForm(forms.Form):
    """Why the village cannot deliver."""

    reason = forms.CharField(
        label=_("Reason, for the buyer"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class StockForm(forms.Form):
    """More or fewer than the seller sees."""

    delta = forms.IntegerField(
        label=_("How many more or fewer"),
        min_value=-99_999,
        max_value=99_999,
        help_text=_("For example 20, or -3."),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)


class ShelfField(forms.ModelChoiceField):
    """A shelf by its name in the reader's language."""

    def label_from_instance(self, shelf) -> str:
        """The reader's name."""
        return shelf.label


class GoodsForm(FileAgainForm):
    """One thing on sale; the facts of the law follow below."""

    title_ko = forms.CharField(label=_("Name in Korean"), max_length=120)
    title_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    category = ShelfField(label=_("Shelf"), queryset=Category.objects.none())
    price = forms.IntegerField(label=_("Price in won"), min_value=100, max_value=9_999_999)
    stock = forms.IntegerField(label=_("How many there are"), min_value=0, max_value=99_999)
    unit_ko = forms.CharField(
        label=_("What one is, in Korean"), max_length=60, help_text=_("For example: 600g 병")
    )
    unit_en = forms.CharField(label=_("What one is, in English"), max_length=60, required=False)
    origin_ko = forms.CharField(label=_("Origin in Korean"), max_length=120)
    origin_en = forms.CharField(label=_("Origin in English"), max_length=120, required=False)
    storage = forms.ChoiceField(label=_("Kept"), choices=Storage)
    season_start = forms.TypedChoiceField(
        label=_("Season begins"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=MONTH_CHOICES,
    )
    season_end = forms.TypedChoiceField(
        label=_("Season ends"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=MONTH_CHOICES,
    )
    max_per_buyer = forms.IntegerField(
        label=_("Most for one buyer"), min_value=1, max_value=999, required=False
    )
    tax_exempt = forms.BooleanField(label=_("Free of VAT (fresh farm produce)"), required=False)
    description_ko = forms.CharField(
        label=_("Words to the buyer, in Korean"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    description_en = forms.CharField(
        label=_("Words to the buyer, in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    photos = PicturesField(
        label=_("Photos"),
        required=False,
        help_text=_("Up to six. Big photos are made smaller by themselves."),
    )
    info_kind = forms.ChoiceField(label=_("Kind of goods, by law"), choices=InfoKind)

    def __init__(self, *args, is_new: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(depth=1)
        if not is_new:
            del self.fields["stock"]
        for key, label in FACTS.items():
            self.fields[f"fact_{key}"] = forms.CharField(
                label=label, max_length=300, required=False
            )

    def clean(self) -> dict:
        """A season has two ends."""
        data = super().clean()
        if bool(data.get("season_start")) != bool(data.get("season_end")):
            self.add_error("season_end", _("Please choose both months, or none."))
        return data

    @property
    def main_fields(self) -> list:
        """The fields before the facts."""
        return [field for field in self if not field.name.startswith("fact_")]

    @property
    def fact_fields(self) -> list:
        """The facts the law asks for."""
        return [field for field in self if field.name.startswith("fact_")]

    def facts(self) -> dict[str, str]:
        """The facts that were written."""
        return {
            key: self.cleaned_data[f"fact_{key}"]
            for key in FACTS
            if self.cleaned_data.get(f"fact_{key}")
        }


@dataclass(frozen=True)
class PhotoRow:
    """One photo of a product with its own fields."""

    photo: ProductPhoto
    alt_ko: forms.BoundField
    alt_en: forms.BoundField
    remove: forms.BoundField
    is_first: bool


class GalleryForm(forms.Form):
    """What is on each photo, which one stands first, which ones go."""

    first = forms.IntegerField(required=False)

    def __init__(self, *args, photos: list[ProductPhoto], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.photos = photos
        for photo in photos:
            key = photo.image_id
            for name, label in (
                ("alt_ko", _("What is on it, in Korean")),
                ("alt_en", _("What is on it, in English")),
            ):
                self.fields[f"{name}_{key}"] = forms.CharField(
                    label=label, max_length=200, required=False, initial=getattr(photo, name)
                )
            self.fields[f"remove_{key}"] = forms.BooleanField(
                label=_("Take this photo away"), required=False
            )

    @property
    def rows(self) -> list[PhotoRow]:
        """The photos in their order, as they were filled in."""
        chosen = self.data.get("first") or str(self.photos[0].image_id if self.photos else "")
        return [
            PhotoRow(
                photo=photo,
                alt_ko=self[f"alt_ko_{photo.image_id}"],
                alt_en=self[f"alt_en_{photo.image_id}"],
                remove=self[f"remove_{photo.image_id}"],
                is_first=str(photo.image_id) == chosen,
            )
            for photo in self.photos
        ]

    def changes(self) -> dict:
        """What `gallery.arrange` is told. A photo the page did not show keeps its words."""
        keys = [photo.image_id for photo in self.photos]
        return {
            "first": self.cleaned_data["first"],
            "removed": [key for key in keys if self.cleaned_data[f"remove_{key}"]],
            "words": {
                key: {
                    name: self.cleaned_data[f"{name}_{key}"]
                    for name in ("alt_ko", "alt_en")
                    if f"{name}_{key}" in self.data
                }
                for key in keys
            },
        }


class SaleForm(forms.Form):
    """A sale by phone or at the counter: numbers beside the goods, the rest if need be."""

    number = forms.CharField(
        widget=forms.HiddenInput, max_length=10, validators=[RegexValidator(r"^[0-9A-Z]{10}$")]
    )
    resident = forms.ModelChoiceField(
        label=_("A resident of ours"), queryset=Resident.objects.none(), required=False
    )
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=5,
        required=False,
        validators=[POSTCODE],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    road = forms.CharField(label=_("Road address"), max_length=120, required=False)
    detail = forms.CharField(label=_("Building and door"), max_length=80, required=False)

    def __init__(self, *args, goods: list, village, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.goods = goods
        self.fields["resident"].queryset = Resident.objects.filter(
            village=village, status=ResidentStatus.LIVING
        ).order_by("name")
        for product in goods:
            self.fields[f"n{product.pk}"] = forms.IntegerField(
                label=product.name,
                min_value=0,
                max_value=product.available_qty,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def rows(self) -> list:
        """Each product with its own field."""
        return [(product, self[f"n{product.pk}"]) for product in self.goods]

    @property
    def things(self) -> list:
        """What was sold."""
        return [
            (product, self.cleaned_data[f"n{product.pk}"])
            for product in self.goods
            if self.cleaned_data.get(f"n{product.pk}")
        ]

    @property
    def contact(self) -> Contact:
        """The buyer, as far as the village needs to know."""
        resident = self.cleaned_data.get("resident")
        name = self.cleaned_data["name"] or (resident.name if resident else "")
        phone = self.cleaned_data["phone"] or (resident.phone if resident else "")
        return Contact(name=name, phone=phone)

    @property
    def address(self) -> Address | None:
        """Where it is sent; None where it went over the counter."""
        data = self.cleaned_data
        if not data.get("road"):
            return None
        return Address(
            name=self.contact.name,
            phone=self.contact.phone,
            postcode=data["postcode"],
            road=data["road"],
            detail=data["detail"],
        )

    def clean(self) -> dict:
        """Something was sold; what is sent needs a name, a phone and a postcode."""
        data = super().clean()
        if not self.errors and not self.things:
            raise forms.ValidationError(_("Please write a number beside what was sold."))
        if data.get("road"):
            if data.get("phone"):
                try:
                    data["phone"] = clean_phone(data["phone"])
                except forms.ValidationError as refusal:
                    self.add_error("phone", refusal)
            for name in ("name", "phone", "postcode"):
                if not data.get(name) and not (data.get("resident") and name != "postcode"):
                    self.add_error(name, _("A parcel needs this."))
        return data
