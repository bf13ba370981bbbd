"""Charts without a frame: a line for a tile, a ring for a share."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def sparkline(values: Sequence[float | None], label: str) -> SafeString:
    """A small line for a tile, without axes; its words say what it shows."""
    there = [v for v in values if v is not None]
    low, high = min(there, default=0), max(there, default=1)
    span = (high - low) or 1
    spots = [
        (round(4 + 92 * i / max(1, len(values) - 1), 1), round(32 - 26 * (v - low) / span, 1))
        for i, v in enumerate(values)
        if v is not None
    ]
    path = "M" + "L".join(f"{x} {y}" for x, y in spots) if spots else ""
    context = {"path": path, "end": spots[-1] if spots else None, "label": label}
    return SafeString(render_to_string("components/charts/spark.svg.html", context))


def ring(percent: float, label: str) -> SafeString:
    """A ring with its share in the middle."""
    context = {"percent": round(max(0, min(100, percent))), "label": label}
    return SafeString(render_to_string("components/ring.html", context))
