"""Thin views of the buyer; personal pages, never kept by a cache."""
