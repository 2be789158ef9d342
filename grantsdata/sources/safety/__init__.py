"""Files from outside: read within limits of size, time and memory."""
