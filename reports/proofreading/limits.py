"""How long a text may be that is read while its sender waits."""

from printing.numbers import grouped

MAX_WORDS = 20_000
_LETTERS_OF_A_WORD = 12  # more on average is no Vietnamese


class TooLong(ValueError):
    """The text has too many words; the message is a whole sentence saying what to do."""


def check_length(text: str) -> None:
    """Raises TooLong."""
    words = max(len(text.split()), len(text) // _LETTERS_OF_A_WORD)
    if words > MAX_WORDS:
        raise TooLong(
            f"Bài dài {grouped(words)} từ, chỉ soát được tối đa {grouped(MAX_WORDS)} từ mỗi lần: "
            "hãy chia thành nhiều phần."
        )
