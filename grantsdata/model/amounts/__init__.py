"""Printed amounts: text → exact pence, with the precision and the remark."""
