"""Plan, make, check and publish the set of a year."""
