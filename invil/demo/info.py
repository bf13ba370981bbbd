"""The national information pages of the demo: the same pages, which say that it is one."""

from invil.demo.texts import load
from villages.portal import establishing
from villages.portal.models import InfoPage


def write_info() -> list[InfoPage]:
    """Those that are missing, in both languages; a real installation's own stay."""
    return establishing.ensure_information(load("info.yaml")["pages"])
