"""Layout without meaning: lines and tables of a document become raw rows, items and front matter."""
