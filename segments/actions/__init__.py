"""What can happen to an import: received, mapped, asked for, run, undone."""
