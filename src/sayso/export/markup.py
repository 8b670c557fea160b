"""How does text from outside become HTML that cannot act?  The only place where it does."""

from html import escape

from sayso.model.legible import find_silent, name_of, one_line


def shown(text: str) -> str:
    """`text` as HTML: markup escaped, characters that would act or hide replaced by their name in a frame."""
    parts, position = [], 0
    for start, end in find_silent(text):
        parts.append(escape(text[position:start]))
        parts.extend(f'<span class="silent">{escape(name_of(character))}</span>' for character in text[start:end])
        position = end
    parts.append(escape(text[position:]))
    return "".join(parts)


def quoted(text: str) -> str:
    """`text` as the value of an attribute, without its quotation marks."""
    return escape(one_line(text), quote=True)
