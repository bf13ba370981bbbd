"""Forms for the English words beside what stands already."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.office.file_again import FileAgainForm
from villages.office.shelf_forms import paper_field


def _line(label, longest: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"lang": "en"})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


def _text(label, longest: int, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "lang": "en"})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


class EnglishPaperForm(FileAgainForm):
    """The English title of a document, and the file; `has_file` where there is one to take away."""

    title_en = _line(_("Its English title"), 140)
    upload_en = paper_field(label=_("The same document in English"), required=False)
    drop_file = forms.BooleanField(label=_("Take the English file away"), required=False)

    def __init__(self, *args, has_file: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not has_file:
            del self.fields["drop_file"]


class EnglishSisterForm(forms.Form):
    """What two villages do together."""

    together_en = _text(_("The same in English"), 300, 3)


class EnglishPartnerForm(EnglishSisterForm):
    """The name of a company, a school or a group, and what is done together."""

    name_en = _line(_("Name in English"), 80)
    field_order = ["name_en"]


class EnglishLetterForm(forms.Form):
    """A circular."""

    title_en = _line(_("Headline in English"), 90)
    text_en = _text(_("The same in English"), 4000, 8)
