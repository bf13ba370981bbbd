"""The blocks a villager writes with. One body for every page type; no raw HTML."""

import re

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

EXPLAINED = {
    "heading": _("A short line above a new part."),
    "paragraph": _("What you want to tell, in a few sentences."),
    "picture": _("One photo with a line below it."),
    "quote": _("What somebody said, in their own words."),
    "items": _("Several things, one a line."),
    "audio": _("A recording or a film, with its words below."),
    "video": _("A recording or a film, with its words below."),
}
FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ParagraphBlock(blocks.RichTextBlock):
    """Running text; what the phone wrote opens in the editor, too."""

    def value_for_form(self, value) -> str:
        """Wagtail's editor breaks on <br>: older texts of the phone have it."""
        return re.sub(r"<br\s*>", "<br/>", super().value_for_form(value))

    def deconstruct(self):
        """For migrations it is Wagtail's own block: only the form differs."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs


class PictureBlock(blocks.StructBlock):
    """A picture with what is on it, in words."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What is on the picture?"),
        required=False,
        max_length=200,
        help_text=_("Say it as you would on the phone. People who cannot see it hear this."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "villages/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Words"))
    by = blocks.CharBlock(label=_("Who said it"), required=False, max_length=80)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "villages/blocks/quote.html"


def player_context(value) -> dict:
    """What the player's template shows of a recording, or of None."""
    words = value.words_first(get_language()) if value else []
    said = [one for one in words if one.transcript]
    return {"value": value, "words": words, "said": said[:1], "more": said[1:]}


class PlayedBlock:
    """What plays in the page comes with its light versions and its words, in two queries."""

    def bulk_to_python(self, values) -> list:
        """Wagtail's, with all that the player shows."""
        found = super().bulk_to_python(values)
        prefetch_related_objects([one for one in found if one], "sizes", "words")
        return found

    def get_context(self, value, parent_context=None) -> dict:
        """The words for this reader first: `said` is read at once, `more` on demand."""
        context = super().get_context(value, parent_context=parent_context)
        return context | player_context(value)


class SoundBlock(PlayedBlock, AudioChooserBlock):
    """A recording that plays in the page, with its words."""

    class Meta:
        icon = "media"
        label = _("Recording")
        template = "villages/blocks/recording.html"


class FilmBlock(PlayedBlock, VideoChooserBlock):
    """A film that plays in the page, light versions first."""

    class Meta:
        icon = "media"
        label = _("Film")
        template = "villages/blocks/recording.html"


class BodyBlock(blocks.StreamBlock):
    """The body of every village page."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", max_length=120, template="villages/blocks/heading.html"
    )
    paragraph = ParagraphBlock(label=_("Text"), icon="pilcrow", features=FEATURES)
    picture = PictureBlock()
    quote = QuoteBlock()
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=300),
        label=_("List"),
        icon="list-ul",
        template="villages/blocks/items.html",
    )

    def __init__(self, *args, **kwargs) -> None:
        """Show and explain each block before it is chosen: a template by its name."""
        super().__init__(*args, **kwargs)
        for name, block in self.child_blocks.items():
            block.meta.preview_template = f"villages/blocks/previews/{name}.html"
            block.meta.description = EXPLAINED[name]


class StoryBlock(BodyBlock):
    """A story's body: people may be heard and seen, too."""

    audio = SoundBlock()
    video = FilmBlock()
