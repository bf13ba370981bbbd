"""Thin views: an access gate, a service or selector, a template."""
