"""Files of any content: found, read, written, locked."""
