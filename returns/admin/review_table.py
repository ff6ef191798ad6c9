from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def review_table(head: Sequence[str], rows: Iterable[Sequence[str]], differing: Iterable[bool] = ()) -> SafeString:
    """Answers side by side under `head`; a row is what is asked, its unit, then a word a column; differing ones stand
    out."""
    rows = list(rows)
    marks = list(differing) or [False] * len(rows)
    lines = (
        (
            "differs" if mark else "",
            label,
            unit,
            format_html_join("", '<td class="number">{}</td>', ((word,) for word in words)),
        )
        for mark, (label, unit, *words) in zip(marks, rows, strict=True)
    )
    line = '<tr class="{}"><th scope="row">{} <small>{}</small></th>{}</tr>'
    return format_html(
        '<table class="review"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        format_html_join("", '<th scope="col">{}</th>', ((each,) for each in head)),
        format_html_join("", line, lines),
    )
