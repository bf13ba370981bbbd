"""Courses, classes and certificates."""
