"""Kernel, no domain: errors, reader, timetable, checks, template tags, commands."""
