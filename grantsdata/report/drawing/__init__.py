"""Draw charts of bars, wide and narrow, and put them into a page as SVG."""
