"""The tenant and its page tree."""

from villages.portal.models.content import (
    CommitteeMember,
    CommitteeMinutes,
    CommitteePage,
    EventIndexPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    InfoPage,
    NewsIndexPage,
    NewsPage,
    NoticeIndexPage,
    NoticePage,
    PlaceIndexPage,
    PlacePage,
    StoryPage,
    VillageContentPage,
)
from villages.portal.models.fund import FundLine, FundQuestion
from villages.portal.models.pages import (
    PlatformHomePage,
    RegionPage,
    VillageIndexPage,
    VillagePage,
)
from villages.portal.models.people import (
    Handover,
    HandoverTask,
    Invitation,
    OldAddress,
    VillageImport,
)
from villages.portal.models.tenancy import (
    Membership,
    OfficerPost,
    Region,
    Resident,
    Village,
)
from villages.portal.models.translated import TranslatedPage
from villages.portal.models.workflow import VillageApprovalTask

__all__ = [
    "CommitteeMember",
    "CommitteeMinutes",
    "CommitteePage",
    "EventIndexPage",
    "EventPage",
    "FundLine",
    "FundQuestion",
    "GalleryPage",
    "GalleryPicture",
    "Handover",
    "HandoverTask",
    "InfoPage",
    "Invitation",
    "Membership",
    "NewsIndexPage",
    "NewsPage",
    "NoticeIndexPage",
    "NoticePage",
    "OfficerPost",
    "OldAddress",
    "PlaceIndexPage",
    "PlacePage",
    "PlatformHomePage",
    "Region",
    "RegionPage",
    "Resident",
    "StoryPage",
    "TranslatedPage",
    "Village",
    "VillageApprovalTask",
    "VillageContentPage",
    "VillageImport",
    "VillageIndexPage",
    "VillagePage",
]
