"""A library that does not exist, and the export its library system would give: for `demo` and for tests."""
