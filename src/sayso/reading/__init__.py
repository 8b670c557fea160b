"""One document in, one record out: a module for each question, and `pipeline` as their table of contents."""
