"""Sentences in GUM's CoNLL-U, from one short line a token: ``FORM TAG HEAD RELATION [UNIT>HEAD:LEVEL NAME]``."""


def sentence(text: str, *tokens: str) -> str:
    """One sentence; the last two words of a token's line begin a discourse unit."""
    lines = [f"# text = {text}"]
    for number, token in enumerate(tokens, 1):
        form, tag, head, relation, *unit = token.split()
        more = "_"
        if unit:
            place, name = unit
            place = place.replace(">0:", ":").replace(">", "->")
            more = f"Discourse={name}:{place}:lex-indwd-1-_|SpaceAfter=No"
        lines.append(f"{number}\t{form}\t{form.lower()}\t{tag}\t_\t_\t{head}\t{relation}\t_\t{more}")
    return "\n".join(lines) + "\n"


def file_of(name: str, first: str, *others: str | tuple[str, str]) -> str:
    """A file of sentences: a bare one runs on, one with the kind of a block (``p``, ``quote``) begins that block."""
    written = [f"# newdoc id = {name}\n# newpar\n# newpar_block = p (1 s)\n{first}"]
    for one in others:
        block, words = one if isinstance(one, tuple) else (None, one)
        written.append((f"# newpar\n# newpar_block = {block} (1 s)\n" if block else "") + words)
    return "\n".join(written)
