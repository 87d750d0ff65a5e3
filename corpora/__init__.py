"""Data sets, one folder each, with its card; `corpora.synthetic` makes whole reports."""
