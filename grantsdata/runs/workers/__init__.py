"""Run tasks in processes, on this machine or on a cluster."""
