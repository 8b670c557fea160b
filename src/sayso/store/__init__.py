"""Where is what was read kept, and how is it found again?  One SQLite file, or a PostgreSQL database for a team."""
