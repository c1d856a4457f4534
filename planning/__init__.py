"""The ground: the library, its people and its plan."""
