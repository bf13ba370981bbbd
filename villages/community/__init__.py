"""Boards, threads and posts."""
