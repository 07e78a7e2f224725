"""Functional suites in both languages: kinds of messages, templates and what fills them."""
