"""Checks of a translation."""
