"""What pages of figures ask of their templates."""
