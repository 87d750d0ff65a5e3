"""Errors planted, written by hand, retold or taken from labelled facts: found, missed, falsely flagged."""
