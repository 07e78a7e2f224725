"""Tests of the project itself: its locks, licences, packages, commands and files."""
