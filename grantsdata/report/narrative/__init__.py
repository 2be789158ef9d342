"""Breakdown → prose. Every figure comes from the tables, so that another year gives other sentences, and true ones."""
