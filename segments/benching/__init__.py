"""What `bench` measures, on a library of its own that is made for it and taken away again."""
