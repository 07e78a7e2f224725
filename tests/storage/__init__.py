"""Tests of bot/storage: the same contracts on SQLite and on PostgreSQL."""
