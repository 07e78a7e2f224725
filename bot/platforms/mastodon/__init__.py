"""Mastodon, and servers that speak like it."""
