"""Which tables does a library have?  One schema in plain SQL; the words in braces are what each database calls a type.

    document    one row an item, under the hash of its bytes: what it is, how much of it is whose
    original    these bytes as received                 capture    each time and place they were found
    reading     its text, and the record as it was read
    statement   who is said to have said what           source, answers   who that is
    passage     every stretch of body text by voice     label, term       how it is filed, what may be reused;
                of regions and subjects `ground` is the printed label
    correction  what persons corrected; it is laid over the record as read whenever that is asked for
    feed        feeds that are followed, and what of them was seen
    to_trace    items that are still to be compared with the others; traced: those that were, their family of copies
                and which of their words are furniture (places of words, in turn where a stretch begins and ends)
    reuse       two items that share text, and where (see copies.py); gram, gram_run: how they are found (grams.py)
    naming      by which names and roles a source can be followed from item to item (see linking.py)
    dossier     a person's own dossiers, by hand and by query; dossier_item has what is in them, or left out, by hand
    topic       a user's list of IPTC's Media Topics
    note        what persons noted beside the words of an item
    change      what persons decided about people, copies, dossiers and notes, and undid: one log
    words       the index of words; each database has its own (see sqlite.py and postgres.py)

Lists that a person reads have their own columns, so that any tool that opens the database can be used; everything that was read
stands in `reading.record`, as JSON packed with zlib, without its text.

Hashes come in no order, so that each new one touches another page of whatever is sorted by them: the hash stands in one index
only, and all else goes by the number of its document, which grows.
"""

FORMAT = 2
"""Raised with every change of the tables; `MIGRATIONS` says how a library of the format before becomes one of this."""

GRAMS = (
    """CREATE TABLE gram_run (number {whole} PRIMARY KEY, size {whole} NOT NULL, bits {whole} NOT NULL)""",
    """CREATE TABLE gram (
        run {whole} NOT NULL,
        bucket {whole} NOT NULL,
        held {bytes} NOT NULL,
        PRIMARY KEY (run, bucket)
    ){keyed}""",
)

TABLES = (
    """CREATE TABLE library (name {text} PRIMARY KEY, value {text} NOT NULL)""",
    """CREATE TABLE document (
        id {id},
        sha256 {text} NOT NULL UNIQUE,
        title {text},
        outlet {text},
        url {text},
        published {text},
        captured {text},
        language {text},
        relation {text},
        origin {text},
        characters {whole} NOT NULL DEFAULT 0,
        direct {whole} NOT NULL DEFAULT 0,
        indirect {whole} NOT NULL DEFAULT 0,
        mixed {whole} NOT NULL DEFAULT 0,
        own {whole} NOT NULL DEFAULT 0,
        undetermined {whole} NOT NULL DEFAULT 0,
        statements {whole} NOT NULL DEFAULT 0,
        sources {whole} NOT NULL DEFAULT 0,
        unnamed {whole} NOT NULL DEFAULT 0,
        reader {text} NOT NULL,
        withdrawn {text},
        withdrawn_on {text}
    )""",
    # What documents are counted and listed by, without the rest of the row: it takes half the time or less.  An index by day
    # would list a million faster still, but days come in no order either.
    """CREATE INDEX document_counted ON document (id, outlet, language, origin, published, withdrawn)""",
    """CREATE TABLE original (
        document_id {whole} PRIMARY KEY REFERENCES document (id),
        size {whole} NOT NULL,
        media_type {text} NOT NULL,
        content {bytes}
    )""",
    """CREATE TABLE capture (
        id {id},
        document_id {whole} NOT NULL REFERENCES document (id),
        url {text},
        taken {text},
        name {text},
        place {text},
        encoding {text},
        added {text} NOT NULL
    )""",
    """CREATE UNIQUE INDEX capture_once
        ON capture (document_id, COALESCE(url, ''), COALESCE(taken, ''), COALESCE(place, ''), COALESCE(name, ''))""",
    """CREATE TABLE reading (
        document_id {whole} PRIMARY KEY REFERENCES document (id),
        text {text} NOT NULL,
        searched {bytes} NOT NULL,
        record {bytes} NOT NULL
    )""",
    """CREATE TABLE statement (
        document_id {whole} NOT NULL REFERENCES document (id),
        number {whole} NOT NULL,
        manner {text} NOT NULL,
        reports {whole} NOT NULL,
        p {real},
        within {whole},
        speaker {text},
        cue {text},
        content {text} NOT NULL,
        start_at {whole} NOT NULL,
        end_at {whole} NOT NULL,
        made_by {text} NOT NULL,
        folded {text} NOT NULL,
        folded_cue {text} NOT NULL,
        PRIMARY KEY (document_id, number)
    ){keyed}""",
    """CREATE TABLE source (
        document_id {whole} NOT NULL REFERENCES document (id),
        number {whole} NOT NULL,
        name {text} NOT NULL,
        kind {text} NOT NULL,
        named {whole} NOT NULL,
        unnamed_as {text},
        role {text},
        statements {whole} NOT NULL,
        characters {whole} NOT NULL,
        folded {text} NOT NULL,
        PRIMARY KEY (document_id, number)
    ){keyed}""",
    """CREATE TABLE answers (
        document_id {whole} NOT NULL REFERENCES document (id),
        statement {whole} NOT NULL,
        source {whole} NOT NULL,
        PRIMARY KEY (document_id, statement, source)
    ){keyed}""",
    """CREATE TABLE passage (
        document_id {whole} NOT NULL REFERENCES document (id),
        number {whole} NOT NULL,
        voice {text} NOT NULL,
        manner {text},
        statement {whole},
        start_at {whole} NOT NULL,
        end_at {whole} NOT NULL,
        folded {text} NOT NULL,
        PRIMARY KEY (document_id, number)
    ){keyed}""",
    """CREATE TABLE label (
        document_id {whole} NOT NULL REFERENCES document (id),
        axis {text} NOT NULL,
        value {text} NOT NULL,
        folded {text} NOT NULL,
        ground {text},
        PRIMARY KEY (document_id, axis, value)
    ){keyed}""",
    """CREATE TABLE term (
        document_id {whole} NOT NULL REFERENCES document (id),
        number {whole} NOT NULL,
        sort {text} NOT NULL,
        kind {text},
        value {text} NOT NULL,
        folded {text} NOT NULL,
        PRIMARY KEY (document_id, number)
    ){keyed}""",
    """CREATE TABLE naming (
        document_id {whole} NOT NULL REFERENCES document (id),
        number {whole} NOT NULL,
        place {whole} NOT NULL,
        sort {text} NOT NULL,
        key {text} NOT NULL,
        family {text} NOT NULL,
        context {text} NOT NULL,
        PRIMARY KEY (document_id, number, place)
    ){keyed}""",
    # Names come in no order either.  Their indexes are therefore in pieces of 4,096 documents: adding touches the pages of the
    # last one only, a name is looked up in each (see namings.py), which are 244 look-ups in a million.
    """CREATE INDEX naming_key ON naming ((document_id >> 12), key)""",
    """CREATE INDEX naming_family ON naming ((document_id >> 12), family)""",
    """CREATE VIEW piece AS
        WITH RECURSIVE counted (number) AS (
            SELECT 0 UNION ALL SELECT number + 1 FROM counted WHERE number < (SELECT MAX(id) >> 12 FROM document)
        )
        SELECT number FROM counted""",
    """CREATE TABLE to_trace (document_id {whole} PRIMARY KEY)""",
    """CREATE TABLE traced (
        document_id {whole} PRIMARY KEY REFERENCES document (id),
        family {whole} NOT NULL,
        furniture {text} NOT NULL DEFAULT ''
    )""",
    """CREATE INDEX traced_family ON traced (family)""",
    """CREATE TABLE reuse (
        document_id {whole} NOT NULL REFERENCES document (id),
        other_id {whole} NOT NULL REFERENCES document (id),
        kind {text} NOT NULL,
        words {whole} NOT NULL,
        share {real} NOT NULL,
        shared {text} NOT NULL,
        PRIMARY KEY (document_id, other_id)
    ){keyed}""",
    """CREATE INDEX reuse_other ON reuse (other_id)""",
    *GRAMS,
    """CREATE TABLE dossier (
        number {id},
        name {text} NOT NULL,
        folded {text} NOT NULL UNIQUE,
        query {text},
        made_on {text} NOT NULL
    )""",
    """CREATE TABLE dossier_item (
        dossier {whole} NOT NULL REFERENCES dossier (number),
        sha256 {text} NOT NULL REFERENCES document (sha256),
        kept {whole} NOT NULL,
        PRIMARY KEY (dossier, sha256)
    ){keyed}""",
    """CREATE INDEX dossier_of ON dossier_item (sha256)""",
    """CREATE TABLE topic (code {text} PRIMARY KEY, name {text} NOT NULL, names {text} NOT NULL, broader {text} NOT NULL)""",
    """CREATE TABLE note (
        number {id},
        sha256 {text} NOT NULL REFERENCES document (sha256),
        target {text} NOT NULL,
        quote {text} NOT NULL,
        words {text} NOT NULL,
        folded {text} NOT NULL,
        who {text} NOT NULL,
        made_on {text} NOT NULL,
        changed_on {text},
        removed_on {text}
    )""",
    """CREATE INDEX note_of ON note (sha256)""",
    """CREATE TABLE change (
        number {id},
        part {text} NOT NULL,
        action {text} NOT NULL,
        about {text} NOT NULL,
        detail {text} NOT NULL,
        who {text} NOT NULL,
        why {text} NOT NULL,
        made_on {text} NOT NULL,
        undone_by {text},
        undone_why {text},
        undone_on {text}
    )""",
    """CREATE INDEX change_about ON change (part, about)""",
    """CREATE TABLE correction (
        number {id},
        sha256 {text} NOT NULL REFERENCES document (sha256),
        field {text} NOT NULL,
        value {text} NOT NULL,
        places {text} NOT NULL,
        target {text} NOT NULL,
        before {text},
        who {text} NOT NULL,
        why {text} NOT NULL,
        made_on {text} NOT NULL,
        undone_by {text},
        undone_why {text},
        undone_on {text}
    )""",
    """CREATE INDEX correction_of ON correction (sha256)""",
    """CREATE TABLE feed (
        url {text} PRIMARY KEY,
        title {text},
        state {text} NOT NULL,
        asked_on {text}
    )""",
    """CREATE VIEW who_says_what AS
        SELECT d.outlet, d.published, d.title, s.speaker, s.cue, s.manner, s.p, s.content, d.url, d.sha256, s.number
        FROM statement s JOIN document d ON d.id = s.document_id WHERE s.reports = 1""",
    """CREATE VIEW how_much_is_whose AS
        SELECT outlet, published, title, characters, direct, indirect, mixed, own, undetermined, statements, sources, unnamed,
            sha256
        FROM document WHERE withdrawn IS NULL""",
)

MIGRATIONS: dict[int, tuple[str, ...]] = {
    # Grams lay in an index of SQLite's own, or in one table of PostgreSQL.  They are made anew when all items are compared again.
    1: (
        "DROP TABLE IF EXISTS grams",
        "DROP TABLE IF EXISTS gram",
        *GRAMS,
        "DELETE FROM reuse",
        "DELETE FROM traced",
        "ALTER TABLE traced ADD COLUMN furniture {text} NOT NULL DEFAULT ''",
        "DELETE FROM to_trace",
        "INSERT INTO to_trace (document_id) SELECT document_id FROM reading",
    ),
}
"""Format -> what makes a library of it one of the next."""

PARTS = ("answers", "naming", "source", "statement", "passage", "label", "term", "reading")
"""The tables that hold what was read of a document, in an order in which their rows may go."""
