"""The roof: settings, addresses, start-up, and the home page that asks all three apps."""
