"""Tables → charts, sentences and parts of a page. Pure: reads no file."""
