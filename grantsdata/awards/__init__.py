"""Turn printed tables into the awards DataFrame. No other package sets an amount."""
