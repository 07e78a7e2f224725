"""Mastodon, at the wire: a server on a loopback address."""
