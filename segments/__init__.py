"""Who borrows what."""
