"""Micro-cases: every rule with texts and tables that pass, fail, stand on the edge, or cannot be read."""
