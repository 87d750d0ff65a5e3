"""Summaries: against references written by hand, and against a model that lies."""
