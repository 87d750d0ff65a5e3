"""Forty reports written by hand, with gold: data, its audit and its renderer."""
