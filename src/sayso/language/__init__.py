"""Words and tables: sentences, names, dates, and the knowledge in ``data/*.tsv`` that anyone can edit."""
