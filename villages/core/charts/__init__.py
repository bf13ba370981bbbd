"""Charts drawn on the server as SVG: pure functions from numbers to what a template draws.

`frame` what stands around each, `graphs` lines and bars, `small` sparkline and ring,
`grids` months and regions. Nothing is joined across two definitions. Colours come from CSS
classes; patterns, dashes or printed figures tell the same without colour.
"""

from villages.core.charts.frame import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Frame,
    Series,
    every,
    runs,
    short,
    steps,
    tick,
)
from villages.core.charts.graphs import bar_chart, line_chart, small_multiples
from villages.core.charts.grids import grades, heat_map, region_map
from villages.core.charts.small import ring, sparkline

__all__ = [
    "BOTTOM",
    "HEIGHT",
    "LEFT",
    "RIGHT",
    "TOP",
    "WIDTH",
    "Frame",
    "Series",
    "bar_chart",
    "every",
    "grades",
    "heat_map",
    "line_chart",
    "region_map",
    "ring",
    "runs",
    "short",
    "small_multiples",
    "sparkline",
    "steps",
    "tick",
]
