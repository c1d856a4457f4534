"""Questions about what was read in, and what of it may be seen."""
