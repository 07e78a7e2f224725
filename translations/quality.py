"""The names of failed checks, where callers ask for nothing else."""

from translations.checks import failed_checks

__all__ = ["failed_checks"]
