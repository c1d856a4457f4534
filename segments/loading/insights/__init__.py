"""What is made of loans and books together, after an import is in: each module owns its tables.

Every module has `renew(library, years)`: make its tables anew for these calendar years, within
the library's scope and lock, as the worker. Year 0 stands for files without loans.
"""
