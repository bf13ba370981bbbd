"""Delivery policies, zones, quotes and parcels."""
