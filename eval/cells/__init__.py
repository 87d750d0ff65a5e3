"""Table cells read right, by format and by damage."""
