"""Tests of `translations`."""
