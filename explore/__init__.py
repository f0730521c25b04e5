"""The reading side: questions, exports and comparisons over a store; it never writes to one."""
