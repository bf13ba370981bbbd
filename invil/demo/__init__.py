"""The demo world: real places, invented people."""
