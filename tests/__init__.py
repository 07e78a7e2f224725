"""Tests: the contract, in executable form."""
