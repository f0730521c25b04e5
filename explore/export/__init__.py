"""Rows of a store in the formats that people work in: one module per format."""
