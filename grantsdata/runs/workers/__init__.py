"""Tasks in processes, here or on a cluster."""
