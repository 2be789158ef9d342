"""Compare awards with printed totals, budgets and payments. Nothing here changes an amount."""
