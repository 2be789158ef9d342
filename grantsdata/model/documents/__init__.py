"""Documents of a year beside its paper: decision notices, variations, registers, and so on."""
