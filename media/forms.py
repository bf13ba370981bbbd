"""The page editor's form for pictures: what it stores is as clean as what a phone posts."""

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from media.choices import Spoken
from media.errors import UploadRefused
from media.kinds import MEGABYTE
from media.papers import clean_paper
from media.room import take_room
from media.services import put_words
from media.uploads import clean_picture


class PictureFileField(WagtailImageField):
    """Wagtail's, which lets the errors of its decoders through for some broken files."""

    def to_python(self, data):
        """The upload, or a refusal in words."""
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            # Whatever a decoder raises on broken bytes.
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error


class LostFilesMixin:
    """After a refusal for another field a browser has lost the chosen files: say so at each."""

    def full_clean(self) -> None:
        """The form's own checks; then what is to be chosen again."""
        super().full_clean()
        if not self.errors:
            return
        for name in self.fields:
            if name not in self.errors and self.files.get(self.add_prefix(name)):
                self.add_error(name, _("The file you chose did not stay. Please choose it again."))


class VillageImageForm(LostFilesMixin, BaseImageForm):
    """Writes the picture anew, without its metadata, and asks for its sizes once it is saved."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            wagtails = self.fields["file"]
            self.fields["file"] = PictureFileField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget
            )
        if "consent" in self.fields:
            self.fields["consent"].label = _("Nobody can be recognised on it, or everybody agreed")
            self.fields["consent"].help_text = _("A page that shows it goes out only with this.")

    def clean_file(self):
        """The picture as we keep it; one that was not changed stays."""
        upload = self.cleaned_data["file"]
        if not upload or "file" not in self.changed_data:
            return upload
        try:
            return clean_picture(upload)[0]
        except UploadRefused as refusal:
            raise ValidationError(refusal.message) from refusal

    def clean(self) -> dict:
        """Room is taken once all else is well."""
        return _with_room(self, super().clean())

    def save(self, commit: bool = True):
        """Mark the picture: sizes are made after it is stored, by the worker."""
        self.instance.sizes_wanted = True
        return super().save(commit=commit)


class VillageDocumentForm(LostFilesMixin, BaseDocumentForm):
    """Takes the kinds we know by their content, without what they tell of their maker."""

    def clean_file(self):
        """The document as we keep it; one that was not changed stays."""
        upload = self.cleaned_data["file"]
        if not upload or "file" not in self.changed_data:
            return upload
        file, kind = _clean(upload, ("document",))
        self.instance.original_name = offered_name(upload.name, kind.end)
        return file

    def clean(self) -> dict:
        """Room is taken once all else is well."""
        return _with_room(self, super().clean())


class VillageMediaForm(LostFilesMixin, BaseMediaForm):
    """Takes recordings and films by their content; asks for light versions once it is saved.

    The words as spoken stand in it, and those in one more language.
    """

    transcript = forms.CharField(
        label=gettext_lazy("What is said, in writing"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    captions = forms.FileField(label=gettext_lazy("Captions (WebVTT)"), required=False)
    second_language = forms.ChoiceField(
        label=gettext_lazy("The same in another language"),
        required=False,
        choices=[("", "—"), *Spoken.choices],
    )
    second_transcript = forms.CharField(
        label=gettext_lazy("What is said, in that language"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    second_captions = forms.FileField(
        label=gettext_lazy("Captions in that language (WebVTT)"), required=False
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        known = self.instance.words_first(self.instance.language)
        spoken = [words for words in known if words.language == self.instance.language]
        others = [words for words in known if words.language != self.instance.language]
        if others:
            self.fields["second_language"].initial = others[0].language
        for words, start in ((spoken[:1], ""), (others[:1], "second_")):
            for row in words:
                self.fields[f"{start}transcript"].initial = row.transcript
                self.fields[f"{start}captions"].initial = row.captions or None

    def clean_file(self):
        """The recording under a random name."""
        upload = self.cleaned_data["file"]
        if not upload or "file" not in self.changed_data:
            return upload
        return _clean(upload, (self.instance.type or "audio",))[0]

    def clean_thumbnail(self):
        """The poster, as clean as any picture."""
        upload = self.cleaned_data["thumbnail"]
        if not upload or "thumbnail" not in self.changed_data:
            return upload
        try:
            return clean_picture(upload)[0]
        except UploadRefused as refusal:
            raise ValidationError(refusal.message) from refusal

    def clean_captions(self):
        """Captions are WebVTT in UTF-8."""
        return self._captions("captions")

    def clean_second_captions(self):
        """Captions are WebVTT in UTF-8."""
        return self._captions("second_captions")

    def _captions(self, name: str):
        """The clean file, False to take the old ones away, None to leave them."""
        upload = self.cleaned_data[name]
        if upload is False:
            return False
        return captions_of(upload) if upload and name in self.changed_data else None

    def clean(self) -> dict:
        """Room is taken once all else is well."""
        data = _with_room(self, super().clean())
        file = data.get("file")
        if file and "file" in self.changed_data:
            self.instance.file_size = file.size
        second = data.get("second_language")
        if second and second == data.get("language"):
            self.add_error("second_language", _("This is the language spoken. Choose another."))
        if not second and (data.get("second_transcript") or data.get("second_captions")):
            self.add_error("second_language", _("Say which language these words are in."))
        return data

    @transaction.atomic
    def save(self, commit: bool = True):
        """Mark the recording: its light versions are made after it is stored."""
        is_new_file = self.instance.sizes_wanted = "file" in self.changed_data
        if is_new_file and "thumbnail" not in self.changed_data:
            self.instance.thumbnail = ""  # a picture out of the film before
        recording = super().save(commit=commit)
        if is_new_file and recording.pk:
            recording.sizes.all().delete()  # those of the file before
        data = self.cleaned_data
        for language, start in ((recording.language, ""), (data["second_language"], "second_")):
            if language and recording.pk:
                put_words(
                    recording=recording,
                    language=language,
                    transcript=data[f"{start}transcript"],
                    captions=data[f"{start}captions"],
                )
        return recording


def captions_of(upload) -> ContentFile:
    """Captions under a random name; `ValidationError` for what is no WebVTT."""
    data = upload.read(MEGABYTE + 1)
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = ""
    if len(data) > MEGABYTE or not words.startswith("WEBVTT") or "\0" in words:
        raise ValidationError(_("These are no captions. A WebVTT file (.vtt) works."))
    return ContentFile(words.encode(), name=f"{secrets.token_hex(8)}.vtt")


def offered_name(name: str, end: str) -> str:
    """The name a document is offered by: letters, digits and spaces, and its real ending."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0] or name
    kept = "".join(sign for sign in stem if sign.isalnum() or sign in " -_()")
    return f"{' '.join(kept.split())[:120] or 'file'}.{end}"


def _clean(upload, groups: tuple[str, ...]):
    try:
        return clean_paper(upload, groups=groups)
    except UploadRefused as refusal:
        raise ValidationError(refusal.message) from refusal


def _with_room(form, data: dict | None) -> dict:
    data = form.cleaned_data if data is None else data
    file = data.get("file")
    # Wagtail asks for the collection only where there is a choice.
    collection = form.collections[0] if len(form.collections) == 1 else data.get("collection")
    if file and "file" in form.changed_data and collection and not form.errors:
        try:
            take_room(collection, file.size)
        except UploadRefused as refusal:
            form.add_error("file", refusal.message)
    return data
