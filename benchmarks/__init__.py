"""How fast the package is, and in how much memory, beside what else one would use."""
