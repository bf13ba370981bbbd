"""Registration only."""

from wagtail import hooks

from media.cards import CardOperation


@hooks.register("register_image_operations")
def card_operation():
    """The picture for other sites, as one more size."""
    return [("card", CardOperation)]
