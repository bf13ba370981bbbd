"""The seller's screens of the village office."""
