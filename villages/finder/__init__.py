"""The one search, Korean first."""
