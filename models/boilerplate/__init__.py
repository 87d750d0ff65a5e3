"""The table of common words that `gouji.summary` weighs sentences with: its recipe."""
