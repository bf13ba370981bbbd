"""Measurements: CPU milliseconds and query counts, as ratios within one run."""
