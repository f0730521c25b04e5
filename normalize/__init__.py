"""Meaning without layout: the words of a cell or sentence become values."""
