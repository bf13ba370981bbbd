"""How the page editor is ordered: what it says, its pictures, then the settings.

The same groups on every page of a village, each field with a sentence for the writer.
"""

from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel

SUMMARY = _("One sentence. It stands under the title and in lists.")


def title_panel() -> TitleFieldPanel:
    """The title, with what makes a good one."""
    return TitleFieldPanel(
        "title", help_text=_("Short and clear, as you would call it across the yard.")
    )


def summary_panel() -> FieldPanel:
    """The one sentence of a page."""
    return FieldPanel("summary", help_text=SUMMARY)


def body_panel(name: str = "body") -> FieldPanel:
    """The text in blocks."""
    return FieldPanel(
        name, help_text=_("Press + to add a heading, text, a picture, words of somebody or a list.")
    )


def picture_panel() -> MultiFieldPanel:
    """The main picture and what is on it."""
    return MultiFieldPanel(
        [
            FieldPanel(
                "picture",
                help_text=_("It stands at the top and in lists. Ask whoever is on it first."),
            ),
            FieldPanel(
                "picture_alt",
                help_text=_(
                    "Say it as you would on the phone. People who cannot see it hear this."
                ),
            ),
        ],
        heading=_("Picture"),
    )


def settings_panel(*panels) -> MultiFieldPanel:
    """Dates, kinds and the language: what need not be touched every time."""
    return MultiFieldPanel(
        [
            *panels,
            FieldPanel("members_only"),
            FieldRowPanel(
                [
                    FieldPanel(
                        "content_language",
                        help_text=_("The language of this text; the voice reads it in this one."),
                    ),
                    FieldPanel(
                        "original",
                        help_text=_(
                            "Only for a translation: the page it is a translation of. Days, "
                            "hours and who may read follow that page; here they are shown once "
                            "you have saved."
                        ),
                    ),
                ]
            ),
        ],
        heading=_("Settings of the page"),
    )


SEARCH_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel(
                "search_description",
                help_text=_("What search sites show under the title. Empty is fine."),
            )
        ],
        heading=_("Search sites"),
    )
]
ADDRESS_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel(
                "slug", help_text=_("The end of the page's address. Better not change it later.")
            ),
            FieldPanel(
                "search_description",
                help_text=_("What search sites show under the title. Empty is fine."),
            ),
        ],
        heading=_("Address and search sites"),
    )
]
