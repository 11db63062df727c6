"""Short visits that handle no ticket: logging in, probing, measuring; and the schedule."""
