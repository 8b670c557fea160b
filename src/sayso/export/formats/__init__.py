"""One module a format.  Each ends in a `FORMAT` that says what it writes; `sayso.export.catalogue` lists them."""
