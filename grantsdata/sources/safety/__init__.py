"""Read files from outside the project within limits of size, time and memory."""
