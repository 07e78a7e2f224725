"""Tests of X, at the wire: a loopback server with the shapes and faults of X."""
