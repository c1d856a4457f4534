"""A library that does not exist and the export of its library system: for `demo` and tests."""
