"""Forms for a text that is there already: its words and dates, and its photos."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from media.renditions import prefetch_renditions
from villages.core.templatetags.look import clock, day
from villages.office.post_forms import (
    MOST_IN_ALBUM,
    MOST_PICTURES,
    PicturesAgainForm,
    PicturesField,
    check_times,
    for_someone_field,
    moment_field,
    offer_places,
    sent_numbers,
    until_field,
    urgent_field,
)
from villages.portal.albums import Photo, photos_of
from villages.portal.models import GalleryPage
from villages.portal.plain_text import has_parts, text_of
from villages.portal.posting import FACTS

FACTS_SHOWN = ("starts_at", "ends_at", "place", "valid_until", "is_urgent", "on_behalf_of")


class EditForm(forms.Form):
    """Other words and dates for a page that was written on the phone.

    A body that one box cannot hold is not asked for (`has_parts`): it stays as it is.
    `base` is the revision the writer read; empty where the page never had one.
    """

    title = forms.CharField(label=_("Headline"), max_length=90)
    text = forms.CharField(
        label=_("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10})
    )
    starts_at = moment_field(_("When?"))
    ends_at = moment_field(_("Until when?"))
    place = forms.CharField(label=_("Where?"), required=False, max_length=120)
    valid_until = until_field()
    is_urgent = urgent_field()
    on_behalf_of = for_someone_field()
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, page, base: int | None, places: Sequence[str] = ()) -> None:
        self.has_parts = has_parts(page)
        self.theirs = {"title": page.title, "text": text_of(page), "base": base}
        names = [*FACTS.get(type(page), ()), "on_behalf_of"]
        self.theirs |= {name: getattr(page, name) for name in names if hasattr(page, name)}
        super().__init__(data, initial=self.theirs)
        if page.original_id:
            # Said once, on the first version.
            self.theirs = {k: v for k, v in self.theirs.items() if k not in page.follows_first}
        for name in set(self.fields) - set(self.theirs):
            del self.fields[name]
        if self.has_parts:
            del self.fields["text"]
        elif not self.theirs["text"]:
            # Photos alone are enough where they were enough before.
            self.fields["text"].required = False
        if "starts_at" in self.fields:
            self.fields["starts_at"].required = True
        offer_places(self, places)

    def clean(self) -> dict:
        """An event's times fit each other."""
        data = super().clean()
        for name in ("starts_at", "ends_at"):
            # The field knows minutes only: an hour that was not touched has not moved.
            old, new = self.theirs.get(name), data.get(name)
            if old and new and old.replace(second=0, microsecond=0) == new:
                data[name] = old
        check_times(self)
        return data

    def facts(self) -> list[tuple]:
        """The dates and places as they stand on the page: label and words, where there are any."""
        facts = []
        for name in FACTS_SHOWN:
            value = self.theirs.get(name)
            if value is True:
                value = _("yes")
            elif isinstance(value, datetime):
                value = f"{day(value)} {clock(value)}"
            if value:
                facts.append((self.fields[name].label, value))
        return facts

    def rebase(self, base: int | None) -> None:
        """The next press means: I have read theirs, mine shall stand."""
        self.data = self.data.copy()
        self.data["base"] = "" if base is None else base


class PhotosForm(PicturesAgainForm):
    """The photos of a text or an album: what is on each, and new ones.

    `base` is the revision the writer saw, None where the page never had one.
    """

    title = forms.CharField(label=_("Headline"), max_length=90)
    pictures = PicturesField(
        label=_("Add photos"),
        required=False,
        help_text=_("Big photos are made smaller by themselves."),
    )
    uploaded = forms.CharField(
        required=False, max_length=8000, widget=forms.HiddenInput(attrs={"data-uploaded": ""})
    )
    consent = forms.BooleanField(
        label=_("The people on the photos agreed to be shown"), required=False
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, page, base: int | None) -> None:
        super().__init__(data, files, initial={"title": page.title, "base": base})
        self.is_album = isinstance(page, GalleryPage)
        if not self.is_album:
            del self.fields["title"]
        self.photos = photos_of(page)
        prefetch_renditions([photo.image for photo in self.photos])
        for photo in self.photos:
            self._ask("alt", photo, _("What is on the photo?"))
            if photo.caption is not None:
                self._ask("caption", photo, _("Caption"))

    def _ask(self, name: str, photo: Photo, label) -> None:
        self.fields[f"{name}-{photo.key}"] = forms.CharField(
            label=label, required=False, max_length=200, initial=getattr(photo, name)
        )

    @property
    def goes_out(self) -> bool:
        """Whether the button says more than "save"."""
        return "then" in self.data

    def rows(self) -> list[dict]:
        """Each photo with its key and its fields."""
        rows = []
        for photo in self.photos:
            row = {"image": photo.image, "key": photo.key, "alt": self[f"alt-{photo.key}"]}
            if photo.caption is not None:
                row["caption"] = self[f"caption-{photo.key}"]
            rows.append(row)
        return rows

    def clean_uploaded(self) -> list[int]:
        """Numbers of the photos that were sent before."""
        return sent_numbers(self.cleaned_data["uploaded"])

    def clean(self) -> dict:
        """Faces need a yes, and there is room for so many."""
        data = super().clean()
        count = len(data.get("pictures") or ()) + len(data.get("uploaded") or ())
        most = MOST_IN_ALBUM if self.is_album else MOST_PICTURES
        if count and len(self.photos) + count > most:
            words = _("Thirty pictures at most, please.")
            self.add_error(
                "pictures", words if self.is_album else _("Ten pictures at most, please.")
            )
        if count and not data.get("consent"):
            self.add_error(
                "consent", _("Tick this when the people on the photos agreed, or leave them out.")
            )
        if self.goes_out and self.photos:
            first = f"alt-{self.photos[0].key}"
            if first not in self.errors and not data.get(first):
                self.add_error(first, _("Say in a few words what is on this photo."))
        return data

    def words(self) -> dict[str, dict]:
        """What was typed, under each photo's key."""
        data = self.cleaned_data
        return {
            photo.key: {
                name: data[f"{name}-{photo.key}"]
                for name in ("alt", "caption")
                if f"{name}-{photo.key}" in data
            }
            for photo in self.photos
        }

    def rebase(self, base: int | None) -> None:
        """The next press means: I have seen theirs, mine shall stand.

        Photos that came meanwhile keep the words they came with.
        """
        self.data = self.data.copy()
        self.data["base"] = "" if base is None else base
        for name, field in self.fields.items():
            if name.startswith(("alt-", "caption-")):
                self.data.setdefault(name, field.initial)
