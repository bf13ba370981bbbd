"""Basket, checkout and orders: three small doors."""
