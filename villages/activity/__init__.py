"""The append-only log: who did what where."""
