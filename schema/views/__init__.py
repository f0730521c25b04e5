"""The SQL views over a store, in the order of their file names; each column has a comment."""
