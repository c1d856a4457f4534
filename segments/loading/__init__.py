"""Coded rows into the database: COPY, the one transaction, and the counts of the lattice."""
