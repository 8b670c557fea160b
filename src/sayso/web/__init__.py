"""The reading room: the library as pages in a browser, on this machine alone, to read and not to change."""
