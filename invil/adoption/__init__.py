"""The officers' numbers: is it working, where not, since when."""
