"""Many records become relations: which texts share words, who copied whom, what was changed."""
