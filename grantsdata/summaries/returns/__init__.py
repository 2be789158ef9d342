"""Summarise returns so that no small count can be read off them, or worked out from them."""
