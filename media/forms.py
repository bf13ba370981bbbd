"""The page editor's form for pictures: what it stores is as clean as what a phone posts."""

from django.core.exceptions import ValidationError

from wagtail.images.forms import BaseImageForm

from media.errors import UploadRefused
from media.uploads import clean_picture


class VillageImageForm(BaseImageForm):
    """Writes the picture anew, without its metadata, and asks for its sizes once it is saved."""

    def clean_file(self):
        """The picture as we keep it; one that was not changed stays."""
        upload = self.cleaned_data["file"]
        if not upload or "file" not in self.changed_data:
            return upload
        try:
            return clean_picture(upload)[0]
        except UploadRefused as refusal:
            raise ValidationError(refusal.message) from refusal

    def save(self, commit: bool = True):
        """Mark the picture: sizes are made after it is stored, by the worker."""
        self.instance.sizes_wanted = True
        return super().save(commit=commit)
