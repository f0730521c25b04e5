"""The store: PlanRecords as Parquet that plain globs read, whole at every instant."""
