"""The index of whole texts beside the table `knowledge`: FTS5 in SQLite, a tsvector in PostgreSQL, over the same terms.
The terms are cut in Python; no database takes them apart any further.
"""

INDEX = "knowledge_index"
MADE = {
    # Nothing is kept twice: the text stands in `knowledge`. No positions: what is asked is which incidents have a term.
    "sqlite": (
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(terms, content='knowledge', content_rowid='incident', "
        "detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")",
    ),
    "postgresql": (
        f"CREATE TABLE {INDEX} (incident BIGINT NOT NULL PRIMARY KEY REFERENCES incidents (id), "
        "terms TSVECTOR NOT NULL)",
        f"CREATE INDEX ix_{INDEX}_terms ON {INDEX} USING gin (terms) WITH (fastupdate = off)",
    ),
}
GONE = f"DROP TABLE {INDEX}"
