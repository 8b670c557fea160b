"""The nouns of sayso: frozen structs that say what was found, where it stands, and who says so.  No input or output."""
