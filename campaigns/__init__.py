"""What we do with it, and what came of it."""
