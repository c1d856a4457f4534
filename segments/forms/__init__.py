"""What people type and choose, turned into domain types."""
