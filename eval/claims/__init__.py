"""Claims of whole reports: the figure read right, and tied to the right cells."""
