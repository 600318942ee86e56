"""What a server was asked and answered about an article."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .server import Response, Sent


class Count(NamedTuple):
    """The requests about one article, and what was paid for their answers."""

    asked: int = 0
    answered: int = 0
    """Good responses that were sent whole."""
    faults: int = 0
    """Faults that were played."""
    left: int = 0
    """Responses that the client did not wait for."""
    input_tokens: int = 0
    """As the good responses report them."""
    output_tokens: int = 0

    def after(self, response: "Response", sent: "Sent") -> "Count":
        """The count with one more request."""
        is_good = sent.is_whole and response.fault is None and response.status == 200
        read, written = response.tokens if is_good else (0, 0)
        return Count(
            self.asked + 1,
            self.answered + is_good,
            self.faults + (response.fault is not None),
            self.left + (not sent.is_whole),
            self.input_tokens + read,
            self.output_tokens + written,
        )


Counts = dict[str, Count]
"""The count of each article, by what identifies it."""
