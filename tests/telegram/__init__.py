"""Tests of the Telegram side, against a fake of the Bot API server at the wire."""
