"""Recipes: data in, weights out.  They import `gouji`, never the reverse."""
