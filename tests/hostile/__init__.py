"""Files that are damaged, disguised or meant to do harm."""
