"""What the style guide says of each part: what for, when not, how it is written, who can use it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = "components/"


@dataclass(frozen=True)
class Part:
    """One part of the system; its examples stand in `styleguide/<key>.html`."""

    key: str
    title: Promise
    purpose: Promise
    avoid: Promise
    access: Promise
    markup: str = ""

    @property
    def template(self) -> str:
        """Where the examples stand."""
        return f"styleguide/{self.key}.html"

    @property
    def anchor(self) -> str:
        """The id of its place on the page."""
        return f"g-{self.key}"


@dataclass(frozen=True)
class Group:
    """Parts that are looked for together."""

    title: Promise
    parts: tuple[Part, ...]


def _use(name: str, words: str) -> str:
    return f'{{% include "{FOLDER}{name}.html" with {words} only %}}'


GROUPS = (
    Group(
        _("Ground"),
        (
            Part(
                "colours",
                _("Ten local colours"),
                _(
                    "Each village picks one of ten. Hue and strength come from the village, lightness from the system, so contrast is the same for all ten, by day and by night."
                ),
                _("Never write a colour into a template. Never let colour alone carry a meaning."),
                _(
                    "Text on its ground has a contrast of 7:1 or more, edges of controls 3:1. Forced colours keep every edge."
                ),
                'data-accent="persimmon"   background: var(--a1)   color: var(--a5)',
            ),
            Part(
                "type",
                _("Type"),
                _(
                    "One family in eight sizes. Headings are heavier and tighter, not larger than they must be. Body is 18 px on a line of 1.6."
                ),
                _("No capitals for emphasis, no grey smaller than 16 px, no text in a picture."),
                _(
                    "Sizes are in rem: the reader’s 200 % works, and Korean words are never broken in the middle."
                ),
                '<p class="lead">   <p class="small quiet">   <span class="ko" lang="ko">',
            ),
            Part(
                "icons",
                _("Icons"),
                _("One drawn line of 2 px on a grid of 24. They help to find a word again."),
                _("Never an icon alone: a word always stands beside it."),
                _("Hidden from screen readers; the word says it all."),
                '{% icon "truck" %}',
            ),
        ),
    ),
    Group(
        _("Doors and choices"),
        (
            Part(
                "button",
                _("Button"),
                _(
                    "Something happens. One main button a screen; it says what it does: “Put in the basket”, not “OK”."
                ),
                _("To go somewhere, use a link. Two main buttons side by side make people stop."),
                _(
                    "48 px high at least, 58 px for the main one. A disabled button says beside it why it is."
                ),
                _use("button", 'text=… icon="send" kind="main"'),
            ),
            Part(
                "linkcard",
                _("Link card"),
                _("A door to a place of its own: an icon, two words, sometimes a line below."),
                _("Not for actions, and not for more than twelve doors on a screen."),
                _("The whole card is one link with one name; it is reached once by Tab."),
                '<ul class="doors"><li><a href="…">{% icon "store" %}<span>…</span><small>…</small></a></li></ul>',
            ),
            Part(
                "tags",
                _("Badges and tags"),
                _("A badge says a state in a word or two. A tag is a link that narrows a list."),
                _(
                    "No badge for what is always so. Not more than one badge on a picture. A badge is no button."
                ),
                _(
                    "The word says the state, the colour repeats it. The chosen tag carries aria-current."
                ),
                _use("badge", 'text=… kind="warn" icon="clock"'),
            ),
            Part(
                "tabs",
                _("Tabs"),
                _("The rooms of one place, for example the pages of a village. They are links."),
                _("Not for steps that come one after the other; that is a timeline."),
                _(
                    "Each tab is a page with an address of its own. The one you are on has aria-current; narrow screens scroll them."
                ),
                _use("tabs", "tabs=tabs label=…"),
            ),
            Part(
                "pager",
                _("Way back and next page"),
                _(
                    "The path says where a page lies; the pager turns the pages of a long list, twelve or twenty at a time."
                ),
                _(
                    "No endless scrolling: nobody finds anything again, and the foot is never reached."
                ),
                _("Both are named navigation regions. “Page 2 of 5” is read out."),
                _use("pager", "listing=page"),
            ),
            Part(
                "quantity",
                _("Number stepper"),
                _("How many of a thing, from one to what is left."),
                _("Not for years or sums of money: there, typing is faster."),
                _(
                    "A plain number field with two named buttons. Without script the buttons send the form."
                ),
                _use("quantity", "value=2 max=9"),
            ),
        ),
    ),
    Group(
        _("Cards"),
        (
            Part(
                "product",
                _("Product card and price"),
                _(
                    "Picture, village, name, unit, price: what people compare by, in this order. At most one badge: season or stock."
                ),
                _("No stars without a number, no crossed-out price that was never asked."),
                _(
                    "One link, the name; its area covers the card. Won are whole, with separators, in figures of one width."
                ),
                _use("product_card", "href=… image=… name=… unit=… amount=21000 village=…"),
            ),
            Part(
                "village",
                _("Village card"),
                _("A landscape above a nameplate under the eave, in the village’s own colour."),
                _("Words never lie on a picture; they stand on the plate."),
                _(
                    "The heading’s link covers the card. The picture only decorates and is not read."
                ),
                '{% include "components/village_card.html" with show_kind=True %}',
            ),
            Part(
                "rating",
                _("Rating"),
                _(
                    "What buyers thought, in stars of one tenth, with the number of voices beside it."
                ),
                _("Below three voices nothing is shown: one bad day is not a reputation."),
                _("Read as one sentence: “4.6 of 5 stars, 12 reviews”."),
                "{% rating 4.6 12 %}",
            ),
            Part(
                "season",
                _("Season strip"),
                _("Twelve months; the filled ones are the season, the strong one is now."),
                _("Not for dates: that is the calendar."),
                _("A list of twelve; “in season” and “now” are said as words."),
                "{% season_strip 10 1 %}",
            ),
        ),
    ),
    Group(
        _("Messages"),
        (
            Part(
                "notice",
                _("Notice"),
                _("One sentence that must be seen where it counts, in one of four moods."),
                _("Not for praise and not for advertising. Two notices are one too many."),
                _("The icon’s shape differs with the mood. What appears later has role=status."),
                _use("notice", 'text=… kind="warn" icon="clock"'),
            ),
            Part(
                "emergency",
                _("Emergency banner"),
                _("Snow, flood, fire, a broken line: stands above everything until it is over."),
                _("Never for a sale, a festival or a new function."),
                _("Begins with the hidden word “Urgent”; it can be reached before the menu."),
                _use("emergency", "text=… href=…"),
            ),
            Part(
                "toast",
                _("Toast"),
                _("Says that it worked, and offers to undo it."),
                _("Not for errors that ask for an answer; those stand beside the field."),
                _("A polite live region. It stays until the next page; nobody has to be quick."),
                _use("toast", 'text=… undo=url undo_text=_("Undo")'),
            ),
            Part(
                "dialog",
                _("Dialog"),
                _("A question that cannot be undone later: handing over, closing, voting."),
                _("Not where “Undo” would do. Never open one by itself."),
                _(
                    "The native dialog: focus is kept inside and comes back, Escape closes it. Without script it is a page."
                ),
                _use("dialog", "id=… title=… text=… yes=… action=url method=…"),
            ),
            Part(
                "empty",
                _("Empty state"),
                _("Nothing is here yet: says what belongs here and what to do first."),
                _("Never “No data”. Never an empty table."),
                _("A heading and one button; the drawing only decorates."),
                _use("empty", "title=… text=… href=… action=…"),
            ),
            Part(
                "skeleton",
                _("Waiting"),
                _("Grey shapes where a fragment is about to arrive on a slow line."),
                _("Not for whole pages: those come from the server complete."),
                _(
                    "Hidden from screen readers; a status line says that it is loading. Nothing moves."
                ),
                '{% include "components/skeleton.html" with lines="3" only %}',
            ),
        ),
    ),
    Group(
        _("Forms"),
        (
            Part(
                "field",
                _("Form field"),
                _("Label above, a hint below it, then the field, then what is wrong or right."),
                _("No placeholder instead of a label. No star: what may be left empty says so."),
                _(
                    "Hint and error are tied to the field. Errors stand beside the field and above the form, as links; the first focus goes there."
                ),
                _use("field", "field=form.name"),
            ),
            Part(
                "search",
                _("Search with suggestions"),
                _("One box for everything. After two letters it offers up to six places to go to."),
                _("Not for narrowing a list that is on the screen; that is the filter panel."),
                _(
                    "Without script it is a plain form. The arrow keys walk through the offers, Escape closes them, their number is said."
                ),
                _use("search", "query=query suggest=True"),
            ),
            Part(
                "filter",
                _("Filter panel"),
                _("Three or four conditions for a list, as a form with one button."),
                _("Not more than four. No condition that leaves every list empty."),
                _("A plain GET form: the choice is in the address and can be passed on."),
                '<form class="filters row" method="get">…</form>',
            ),
            Part(
                "files",
                _("File picker with progress"),
                _("Photos are shown at once, made smaller on the phone and sent with the form."),
                _("No drop zone alone: it does not exist on a phone."),
                _("A real file field. How far it is, is a progress bar with words."),
                _use("file_picker", "hint=…"),
            ),
        ),
    ),
    Group(
        _("Talk and time"),
        (
            Part(
                "comment",
                _("Comment, name, composer"),
                _("Who, when, what. Somebody without a photo has the first letter of the name."),
                _("No cut-off texts, no counting of thumbs. An official answer is marked as one."),
                _(
                    "An article with its time. What you type is kept on this device until it is sent."
                ),
                _use("comment", "name=… role=… at=… body=…"),
            ),
            Part(
                "timeline",
                _("Timeline and steps"),
                _("Where an order or a proposal stands: what is done, what is now, what comes."),
                _("Not for a history without an end; that is a list of rows."),
                _("An ordered list; “done” and “now” are said as words beside the sign."),
                _use("timeline", "steps=steps"),
            ),
            Part(
                "progress",
                _("Progress"),
                _("The bar for a way with an end, the ring for a share beside other numbers."),
                _("Not for what cannot be measured: then say what is happening."),
                _("A native progress element with its words; the ring is a picture with a name."),
                _use("progress", "id=… label=… value=50"),
            ),
            Part(
                "month",
                _("Calendar month"),
                _("The days of a month with what is left on each, for stays, classes and events."),
                _("Not for one date that people know by heart, such as a birthday."),
                _("A table with a caption; days that can be chosen are links, full ones say so."),
                _use("month", "month=month"),
            ),
        ),
    ),
    Group(
        _("Numbers"),
        (
            Part(
                "table",
                _("Table that becomes cards"),
                _("Figures to be compared. Under 640 px each row becomes a card with its labels."),
                _("Not for layout and not for two numbers; those are facts."),
                _("Caption, scopes, figures of one width. It stays a table for screen readers."),
                '<table class="table table--cards"><caption>…</caption>… <td class="num" data-label="…">',
            ),
            Part(
                "tile",
                _("Number with its line"),
                _("One number, what it was a year ago, and its way here."),
                _("Not more than six together. No number without its definition one click away."),
                _(
                    "A list of terms. The line has its words; up and down are said, not only coloured."
                ),
                _use("tile", 'title=… value=… spark=spark change=… direction="up"'),
            ),
            Part(
                "chart",
                _("Chart frame: lines and bars"),
                _(
                    "Title, unit, drawing, definition, source, the figures as a table, the file. Always all of it."
                ),
                _(
                    "No line across two definitions: it breaks. No cut axis for bars. No pie, no third dimension."
                ),
                _(
                    "The picture has a name with its first and last figures; dashes and patterns carry it in greyscale; the table is its twin."
                ),
                "charts.line_chart(frame, labels, [Series(…)])   charts.bar_chart(…)",
            ),
            Part(
                "multiples",
                _("Many small charts, months"),
                _("Many small lines on one scale, shades by month: to see who differs, and when."),
                _("No shade without its figure in reach."),
                _("Five steps that stay apart in grey; each month shows its figure."),
                "charts.small_multiples(…)   charts.heat_map(…)",
            ),
            Part(
                "map",
                _("Map frame"),
                _(
                    "Where something is, or how much of it each region has: the country by province, a province by county, each region a link. In the frame stand the same things as around a chart."
                ),
                _(
                    "Not for two places, and not to show the way: a sentence and the phone’s own map do that. No tiles of others, no shade without its figure in reach, no region drawn that has no name."
                ),
                _(
                    "The map has a name with its sum, each region one with its figure, and a list or a table beside it says the same. Five shades stay apart in grey, a region without a figure stays plain; what was chosen has a thicker edge, what was found a larger dot. Every region is reached by Tab."
                ),
                '{% include "villages/_map.html" %}   charts.region_map(frame, shapes, values, names=…, box=…, links=…)',
            ),
            Part(
                "aloud",
                _("Read aloud and print"),
                _(
                    "Above everything that is read: a voice reads it sentence by sentence, or it goes onto paper."
                ),
                _("Not above lists and forms: nobody listens to those."),
                _(
                    "Hidden where the phone has no voice for the language. Pause, stop and three speeds by keyboard; Escape stops. Print also works without script, as a page of its own."
                ),
                '{% include "components/read_aloud.html" with what="#article" %}   {% include "components/print_link.html" %}',
            ),
            Part(
                "printhead",
                _("Print header"),
                _("What stands on top of a paper: whose it is, what it is, its number."),
                _("Not on the screen, where the page has its own head."),
                _("A heading in the document’s order."),
                _use("print_header", "title=… subtitle=… number=…"),
            ),
        ),
    ),
)
