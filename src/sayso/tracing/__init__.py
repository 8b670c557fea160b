"""Many records become relations: which texts share words and where, which belong together, what was changed."""
