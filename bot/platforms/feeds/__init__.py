"""Feeds: RSS, Atom and JSON Feed, read only."""
