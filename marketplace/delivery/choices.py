"""The closed lists of delivery."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Zone(TextChoices):
    """Where a parcel goes, as far as the fee is concerned."""

    MAINLAND = "mainland", _("Mainland")
    JEJU = "jeju", _("Jeju")
    ISLAND = "island", _("Other islands")


class Carrier(TextChoices):
    """Who carries the parcel."""

    POST = "post", _("Korea Post")
    CJ = "cj", _("CJ Logistics")
    HANJIN = "hanjin", _("Hanjin")
    LOTTE = "lotte", _("Lotte")
    LOGEN = "logen", _("Logen")
    OWN = "own", _("The village itself")


TRACKING_URLS = {
    Carrier.POST: "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1={}",
    Carrier.CJ: "https://trace.cjlogistics.com/next/tracking.html?wblNo={}",
    Carrier.HANJIN: "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?wblnumText2={}",
    Carrier.LOTTE: "https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo={}",
    Carrier.LOGEN: "https://www.ilogen.com/web/personal/trace/{}",
}
