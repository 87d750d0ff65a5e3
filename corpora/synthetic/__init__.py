"""A maker of whole annual reports with planted errors and their gold, deterministic from a seed."""
