"""Forms with a file that may be left out: after a refusal nobody sends without it unawares.

A browser empties the field of a file when a form comes back. What was chosen is asked for
again at its field, and sending without it is a tick.
"""

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
        return [name for name, field in files if not (optional and field.required)]

    def _chosen_before(self) -> list[str]:
        """The files, not required ones, that the refused sending had."""
        named = self.data.get(self.add_prefix(CHOSEN), "").split(",")
        return [name for name in self._files(optional=True) if name in named]

    def _offer_to_leave_out(self) -> None:
        """The tick, below the last of the files."""
        names = [name for name in self.fields if name != WITHOUT]
        names.insert(names.index(self._files(optional=True)[-1]) + 1, WITHOUT)
        self.fields[WITHOUT] = self.base_fields[WITHOUT]
        self.order_fields(names)

    def clean(self) -> dict:
        """A file that was chosen before is there again, or is left out on purpose."""
        data = super().clean()
        data.pop(CHOSEN, None)
        is_meant = data.pop(WITHOUT, False)
        for name in self._chosen_before():
            if not is_meant and not self.files.get(self.add_prefix(name)):
                words = _("The file did not stay. Choose it again, or tick to send without it.")
                self.add_error(name, words)
        return data

    def ask_for_files_again(self) -> None:
        """After a refusal: say at every file that was sent that it did not stay."""
        if not self.errors:
            return
        lost = [name for name in self._files() if self.files.get(self.add_prefix(name))]
        for name in lost:
            self.add_error(name, _("The file you chose did not stay. Please choose it again."))
        before = self._chosen_before()
        marked = [name for name in self._files(optional=True) if name in lost or name in before]
        if marked:
            self.data = self.data.copy()
            self.data[self.add_prefix(CHOSEN)] = ",".join(marked)
            self._offer_to_leave_out()
