"""Every closed list of learning, with its words."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """How much a course expects."""

    FIRST = 1, _("Level 1: first steps")
    DAILY = 2, _("Level 2: every day")
    HELPER = 3, _("Level 3: help others")
    TEACHER = 4, _("Level 4: teach")


class StepIcon(TextChoices):
    """The drawing beside a step."""

    BANK = "bank", _("Bank")
    CAMERA = "camera", _("Camera")
    CHECK = "check", _("Tick")
    CLOCK = "clock", _("Clock")
    EYE = "eye", _("Eye")
    HEART = "heart", _("Heart")
    HELP = "help", _("Help")
    HOME = "home", _("House")
    LINK = "link", _("Link")
    LOCK = "lock", _("Lock")
    MAIL = "mail", _("Letter")
    MESSAGE = "message", _("Message")
    PHONE = "phone", _("Phone")
    QR = "qr", _("QR code")
    SEARCH = "search", _("Magnifying glass")
    SHIELD = "shield", _("Shield")
    USERS = "users", _("People")
    WALLET = "wallet", _("Purse")
    WARNING = "warning", _("Warning sign")
    WIFI = "wifi", _("Wi-Fi")


# The sprite's names for the drawings.
SPRITE = {
    StepIcon.BANK: "landmark",
    StepIcon.HELP: "circle-help",
    StepIcon.HOME: "house",
    StepIcon.MESSAGE: "message-square-text",
    StepIcon.QR: "qr-code",
    StepIcon.SHIELD: "shield-check",
    StepIcon.WARNING: "triangle-alert",
}


class QuestionKind(TextChoices):
    """How a question is answered."""

    SINGLE = "single", _("One right answer")
    MULTI = "multi", _("Several right answers")
    TRUEFALSE = "truefalse", _("True or false")
    ORDER = "order", _("Put in order")


class MultiRule(TextChoices):
    """How a question with several right answers is scored."""

    ALL = "all", _("All or nothing")
    PARTIAL = "partial", _("In parts")


class EnrolmentState(TextChoices):
    """Where an enrolment stands."""

    ACTIVE = "active", _("Learning")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Method(TextChoices):
    """How evidence came in."""

    WEB = "web", _("On the platform")
    PAPER = "paper", _("From paper")
    HISTORY = "history", _("From earlier records")


# Last steps of a course's address that views answer: no lesson may take one.
RESERVED_IN_COURSE = frozenset({"start", "certificate"})
# First steps below /learn/ that views answer: no course may take one.
RESERVED_IN_CATALOGUE = frozenset({"certificates", "attempts"})
