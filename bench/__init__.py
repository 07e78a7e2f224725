"""Measurements: each program prints a table, with ratios to what one would take instead."""
