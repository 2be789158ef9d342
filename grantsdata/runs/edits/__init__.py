"""The edits that somebody has made in a paper's file: the file compared with the year's data."""
