"""Feeds, at the wire: a site on a loopback address."""
