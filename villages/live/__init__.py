"""Live streams: gapless sequence log, hub, the one consumer."""
