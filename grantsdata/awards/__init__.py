"""Printed tables → the awards DataFrame. The only package that sets an amount."""
