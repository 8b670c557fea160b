"""What is a place in a text?  Half-open intervals of Unicode code points."""

from msgspec import Struct


class Span(Struct, frozen=True, order=True, array_like=True):
    """A half-open interval ``[start, end)`` of code points; written ``[start, end]`` in JSON.

    >>> Span(3, 7).of("an owl hoots")
    'owl '
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span (sharing an edge counts)."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end
