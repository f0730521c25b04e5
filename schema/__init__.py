"""What a plan is: records, tables, findings, and when two texts are the same."""
