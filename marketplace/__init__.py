"""The shared market."""
