"""Tables as CSV and XLSX. A cell that a spreadsheet would take for a formula is escaped."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from villages.core.sheets import as_csv, safe

__all__ = ["as_csv", "as_xlsx", "download", "safe"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """One sheet with a head that stays in sight; numbers stay numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([safe(name) for name in head])
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(content: bytes, name: str) -> HttpResponse:
    """A file to keep, by its ending."""
    kind = XLSX if name.endswith(".xlsx") else "text/csv; charset=utf-8"
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
