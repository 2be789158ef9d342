"""Write a year's data in the formats that other programs read, with a module for each format."""
