"""Forms with a file that may be left out: after a refusal nobody sends without it unawares.

A browser empties the field of a file when a form comes back. What was chosen is asked for
again at its field, and sending without it is a tick.
"""

from copy import deepcopy

from django import forms
from django.utils.translation import gettext_lazy as _

CHOSEN, WITHOUT = "files_chosen", "without_file"


class FileAgainForm(forms.Form):
    """Knows which files a refused sending had; `ask_for_files_again` before it is shown anew."""

    files_chosen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    without_file = forms.BooleanField(label=_("Send it without the file"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields[WITHOUT]
        if self._chosen_before():
            self._offer_to_leave_out()

    def _files(self, *, optional: bool = False) -> list[str]:
        fields = self.fields.items()
        files = [(name, field) for name, field in fields if isinstance(field, forms.FileField)]
        return [name for name, _field in files if not optional or self.may_be_left_out(name)]

    def may_be_left_out(self, name: str) -> bool:
        """Whether the form can be sent without this file; others ask for it by themselves."""
        return not self.fields[name].required

    def is_there(self, name: str) -> bool:
        """Whether this sending has the file."""
        return bool(self.files.get(self.add_prefix(name)))

    def _takes_photos(self, name: str) -> bool:
        return getattr(self.fields[name].widget, "allow_multiple_selected", False)

    def _chosen_before(self) -> list[str]:
        """The files, not required ones, that the refused sending had."""
        named = self.data.get(self.add_prefix(CHOSEN), "").split(",")
        return [name for name in self._files(optional=True) if name in named]

    def _offer_to_leave_out(self) -> None:
        """The tick, below the last of the files."""
        names = [name for name in self.fields if name != WITHOUT]
        last = self._files(optional=True)[-1]
        names.insert(names.index(last) + 1, WITHOUT)
        self.fields[WITHOUT] = deepcopy(self.base_fields[WITHOUT])
        if self._takes_photos(last):
            self.fields[WITHOUT].label = _("Go on without the photos")
        self.order_fields(names)

    def clean(self) -> dict:
        """A file that was chosen before is there again, or is left out on purpose."""
        data = super().clean()
        data.pop(CHOSEN, None)
        is_meant = data.pop(WITHOUT, False)
        for name in self._chosen_before():
            if not is_meant and not self.is_there(name):
                words = _("The file did not stay. Choose it again, or tick to send without it.")
                if self._takes_photos(name):
                    words = _("The photos did not stay. Choose them again, or tick below.")
                self.add_error(name, words)
        return data

    def ask_for_files_again(self, *, is_refused: bool = False) -> None:
        """After a refusal: say at every file that was sent that it did not stay.

        `is_refused` where it was not this form but one beside it.
        """
        if not self.errors and not is_refused:
            return
        lost = [name for name in self._files() if self.files.get(self.add_prefix(name))]
        for name in lost:
            words = _("The file you chose did not stay. Please choose it again.")
            if self._takes_photos(name):  # the phone may have brought some of them back
                words = _("Photos that do not stand here did not stay. Please choose them again.")
            self.add_error(name, words)
        before = self._chosen_before()
        marked = [name for name in self._files(optional=True) if name in lost or name in before]
        if marked:
            self.data = self.data.copy()
            self.data[self.add_prefix(CHOSEN)] = ",".join(marked)
            self._offer_to_leave_out()
