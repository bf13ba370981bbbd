"""The blocks a villager writes with. One body for every page type; no raw HTML."""

from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

EXPLAINED = {
    "heading": _("A short line above a new part."),
    "paragraph": _("What you want to tell, in a few sentences."),
    "picture": _("One photo with a line below it."),
    "quote": _("What somebody said, in their own words."),
    "items": _("Several things, one a line."),
}
FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


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


class BodyBlock(blocks.StreamBlock):
    """The body of every village page."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", max_length=120, template="villages/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=FEATURES)
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
