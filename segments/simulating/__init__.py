"""Invented libraries in which the effect of each campaign is known, to try the estimate on."""
