"""What a screen in a branch asks: public, by a secret address, and nothing about loans in reach."""
