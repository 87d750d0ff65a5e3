"""How much of the reports is checked at all."""
