"""How is much read at once?  The spine of `sayso.reading` over many items."""
