"""Tests of how the classifier is trained."""
