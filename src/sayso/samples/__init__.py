"""Pages to try sayso on: written for this package, about outlets, people and places that do not exist.

``reprinted-interview.md`` is a radio interview that a second outlet reprints, as Markdown made from a PDF; ``wire-story.html`` is
a newspaper's page with a story of a news agency on it.
"""
