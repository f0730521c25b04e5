"""Encodings of Vietnamese that Python does not know, and how to tell which one a text is in."""
