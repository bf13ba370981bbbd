"""Every closed list of the portals, with its words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegionLevel(TextChoices):
    """A step of the region tree."""

    NATION = "nation", _("Nation")
    PROVINCE = "province", _("Province")
    COUNTY = "county", _("County")


class Preset(TextChoices):
    """What the village's home leads with."""

    COMMERCE = "commerce", _("Goods first")
    EXPERIENCE = "experience", _("Experiences first")
    MIXED = "mixed", _("Goods and experiences")


class Accent(TextChoices):
    """The ten accessible colours a village may choose from."""

    PINE = "pine", _("Pine")
    PERSIMMON = "persimmon", _("Persimmon")
    SEA = "sea", _("Sea")
    TEA = "tea", _("Tea")
    PLUM = "plum", _("Plum")
    BARLEY = "barley", _("Barley")
    BRICK = "brick", _("Brick")
    INDIGO = "indigo", _("Indigo")
    CAMELLIA = "camellia", _("Camellia")
    STONE = "stone", _("Stone")


class VillageStatus(TextChoices):
    """Whether the village works on the platform."""

    OPENING = "opening", _("Being set up")
    ACTIVE = "active", _("Active")
    ARCHIVED = "archived", _("Archived")


class Role(TextChoices):
    """A hat a person wears in one village."""

    RESIDENT = "resident", _("Resident")
    REPORTER = "reporter", _("Resident reporter")
    EDITOR = "editor", _("Editor")
    MANAGER = "manager", _("Village manager")
    COMMITTEE = "committee", _("Operating committee")
    SELLER = "seller", _("Seller")
    TUTOR = "tutor", _("Tutor")
    MODERATOR = "moderator", _("Moderator")


class Appointed(TextChoices):
    """What somebody is named for outside the villages."""

    OFFICER = "officer", _("Officer of a county or a province")
    STAFF = "staff", _("Platform staff")


WAGTAIL_ROLES = frozenset({Role.EDITOR, Role.MANAGER})
OFFICE_ROLES = frozenset(set(Role) - {Role.RESIDENT})
WRITER_ROLES = frozenset({Role.REPORTER, Role.EDITOR, Role.MANAGER})
APPROVER_ROLES = frozenset({Role.MANAGER, Role.COMMITTEE})
# Before somebody else's hand gives one of these, a member of the committee says yes.
AGREED_ROLES = frozenset({Role.EDITOR, Role.SELLER})


class HatState(TextChoices):
    """What became of a hat that waits for the committee."""

    WAITING = "waiting", _("Waits for the committee")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Not agreed to")
    TAKEN_BACK = "taken_back", _("Taken back")
    LAPSED = "lapsed", _("Came to nothing")


class ResidentStatus(TextChoices):
    """Whether the entry of the village's list still holds."""

    LIVING = "living", _("Lives here")
    MOVED = "moved", _("Moved away")
    DIED = "died", _("Died")


class Subject(TextChoices):
    """The national list of news subjects."""

    HARVEST = "harvest", _("Harvest")
    PEOPLE = "people", _("People")
    FESTIVAL = "festival", _("Festival")
    LEARNING = "learning", _("Learning")
    ENVIRONMENT = "environment", _("Nature")
    MARKET = "market", _("Market")


class PlaceKind(TextChoices):
    """What a place is."""

    SIGHT = "sight", _("Sight")
    TRAIL = "trail", _("Walk")
    SHOP = "shop", _("Shop")
    CENTRE = "centre", _("Village centre")
    FOOD = "food", _("Food")
    STAY = "stay", _("Stay")


class DocumentKind(TextChoices):
    """What a document of the village is."""

    RULES = "rules", _("Rules")
    MINUTES = "minutes", _("Minutes")
    BUDGET = "budget", _("Budget")
    ACCOUNTS = "accounts", _("Accounts")
    OTHER = "other", _("Other documents")


class Shown(TextChoices):
    """What everybody sees of a request for a document."""

    NAMELESS = "nameless", _("My words, without my name")
    NAMED = "named", _("My words and my name")
    HIDDEN = "hidden", _("Only that somebody has asked")


class DisclosureState(TextChoices):
    """Where a request for a document stands."""

    OPEN = "open", _("Waits for an answer")
    GIVEN = "given", _("Given")
    PARTLY = "partly", _("Given in part")
    REFUSED = "refused", _("Refused")


class FieldKind(TextChoices):
    """The fields that a village's form may have."""

    SINGLELINE = "singleline", _("One line")
    MULTILINE = "multiline", _("A few lines")
    NUMBER = "number", _("A number")
    DATE = "date", _("A day")
    RADIO = "radio", _("One of several")
    CHECKBOXES = "checkboxes", _("Any of several")
    CHECKBOX = "checkbox", _("Yes or no")


class FormPattern(TextChoices):
    """Forms that a village puts up with one tap."""

    CENTRE = "centre", _("Book the village centre")
    VOLUNTEERS = "volunteers", _("Lend a hand in the village")


class BodyKind(TextChoices):
    """What kind of body a village has a tie with."""

    COMPANY = "company", _("Company")
    SCHOOL = "school", _("School")
    OFFICE = "office", _("Public office")
    GROUP = "group", _("Group")


class Audience(TextChoices):
    """For whom a how-to page is written."""

    VILLAGER = "villager", _("For villagers")
    MANAGER = "manager", _("For village managers")
    TUTOR = "tutor", _("For tutors")
    OFFICER = "officer", _("For public officers")
    SHOPPER = "shopper", _("For shoppers")


# First path segments below a village that application URLs answer: no page may take one.
RESERVED_IN_VILLAGE = frozenset(
    {
        "board",
        "bulletin",
        "fund",
        "disclosure",
        "circulars",
        "reminders",
        "reporters",
        "stories-and-albums",
        "proposals",
        "consultations",
        "votes",
        "surveys",
        "feed",
        "calendar.ics",
    }
)
# First path segments of the platform's doors: no page below the home may take one.
RESERVED_AT_HOME = frozenset(
    {
        "market",
        "learn",
        "me",
        "office",
        "adoption",
        "open-data",
        "verify",
        "talk",
        "search",
        "accounts",
        "cms",
        "staff",
        "styleguide",
        "documents",
        "hooks",
        "health",
        "ws",
        "live",
        "view",
        "fakestripe",
        "_util",
        "village-maps",
        "sw.js",
        "favicon.ico",
        "manifest.webmanifest",
        "robots.txt",
        "sitemap.xml",
        ".well-known",
        "static",
        "media",
        "news",
        "feed",
        "offline",
        "sitemap",
    }
)
