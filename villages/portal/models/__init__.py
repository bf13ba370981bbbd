"""The tenant and its page tree."""

from villages.portal.models.circulars import Circular, CircularReceipt
from villages.portal.models.committee import CommitteeMember, CommitteeMinutes, CommitteePage
from villages.portal.models.content import (
    EventIndexPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    StoryPage,
    VillageContentPage,
)
from villages.portal.models.forms import FormField, FormPage, VillageSubmission
from villages.portal.models.fund import FundLine, FundQuestion
from villages.portal.models.help import HelpIndexPage, HelpPage
from villages.portal.models.pages import (
    PlatformHomePage,
    RegionPage,
    StarterPage,
    VillageIndexPage,
    VillagePage,
)
from villages.portal.models.people import (
    Appointment,
    Handover,
    HandoverTask,
    Invitation,
    OldAddress,
    VillageImport,
)
from villages.portal.models.places import InfoPage, PlaceIndexPage, PlacePage
from villages.portal.models.shelf import DisclosureRequest, DocumentShelfPage, ShelfDocument
from villages.portal.models.tenancy import (
    Membership,
    OfficerPost,
    Region,
    Resident,
    Village,
)
from villages.portal.models.ties import PartnerBody, SisterVillage, TiesPage
from villages.portal.models.times import EventReminder, OneYearHoliday
from villages.portal.models.translated import TranslatedPage
from villages.portal.models.waiting_hats import WaitingHat
from villages.portal.models.workflow import VillageApprovalTask

__all__ = [
    "Appointment",
    "Circular",
    "CircularReceipt",
    "CommitteeMember",
    "CommitteeMinutes",
    "CommitteePage",
    "DisclosureRequest",
    "DocumentShelfPage",
    "EventIndexPage",
    "EventPage",
    "EventReminder",
    "FormField",
    "FormPage",
    "FundLine",
    "FundQuestion",
    "GalleryPage",
    "GalleryPicture",
    "Handover",
    "HandoverTask",
    "HelpIndexPage",
    "HelpPage",
    "InfoPage",
    "Invitation",
    "Membership",
    "NewsIndexPage",
    "NewsPage",
    "NoticeIndexPage",
    "NoticePage",
    "OfficerPost",
    "OldAddress",
    "OneYearHoliday",
    "PartnerBody",
    "PlaceIndexPage",
    "PlacePage",
    "PlatformHomePage",
    "Region",
    "RegionPage",
    "Resident",
    "ShelfDocument",
    "SisterVillage",
    "StarterPage",
    "StoryPage",
    "TiesPage",
    "TranslatedPage",
    "Village",
    "VillageApprovalTask",
    "VillageContentPage",
    "VillageImport",
    "VillageIndexPage",
    "VillagePage",
    "VillageSubmission",
    "WaitingHat",
]
