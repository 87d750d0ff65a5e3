"""Figures of the prose tied to the cells they state."""
