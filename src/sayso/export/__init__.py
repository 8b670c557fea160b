"""Records handed out: JSON with its schema, and the report that a browser opens."""
