"""What binds the text of a post to the library and the figures: checked as it is written, noted once it is saved.

Who writes without the editor's buttons writes short codes, which become pictures and citations when the post is saved:

    [[anh:12]]                              picture number 12 of the library
    [[so:cooperatives@2023]]                the figure of that year: 464 HTX
    [[so:cooperatives:hợp tác xã@2023]]     with a noun of one's own
    [[so:cooperatives@2023/kind=union]]     of a part
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from news.citing.citations import Known, known
from news.citing.marks import ATTRIBUTES, Cited, Ref, citations_of, rewritten
from news.models import Article, Citation, Illustration, Picture
from news.pictures import image_of, names_in
from office.text import shortened
from returns.models import Period

_PICTURE = re.compile(r"\[\[\s*anh\s*:\s*([^\[\]]*)\]\]")
_FIGURE = re.compile(r"\[\[\s*so\s*:\s*([^\[\]]*)\]\]")
_NAMED = re.compile(r"([^@/]+)@([^@/]+)(?:/([a-z_]+)=(.+))?")
_LONGEST = 12  # digits of the number of a picture
_TOLD = 5  # refusals at once
_LONGEST_LABEL, _LONGEST_PRINTED = (Citation._meta.get_field(name).max_length for name in ("label", "printed"))


def checked_text(html: str, *, of: Article) -> str:
    """A cleaned text with its short codes replaced, every citation dated, all pictures and figures there are.

    `of` is the post it belongs to, saved or not. Raises ValidationError naming what is not there, or not so.
    """
    html = _with_pictures(html)
    html, refused = _with_figures(html)
    before = _cited_before(of)
    found = citations_of(html)
    today = known(cited.ref for cited in found if _identity(cited) not in before)
    refused += [said for cited in found if (said := _refusal(cited, before, today))]
    if refused:
        raise ValidationError(list(dict.fromkeys(refused))[:_TOLD])
    day = timezone.localdate()
    return rewritten(html, lambda cited, _: str(replace(cited, day=before.get(_identity(cited), day))))


def _with_pictures(html: str) -> str:
    """The text with pictures in the place of their short codes. Raises ValidationError where there is none."""
    asked = {code.strip() for code in _PICTURE.findall(html)}
    numbers = {code for code in asked if code.isascii() and code.isdigit() and len(code) <= _LONGEST}
    found = {str(pk): picture for pk, picture in Picture.objects.in_bulk(list(map(int, numbers))).items()}
    missing = sorted(code for code in asked if code.lstrip("0") not in found)
    names = names_in(html)
    there = set(Picture.objects.filter(name__in=names).values_list("name", flat=True)) if names else set()
    refused = [f"Không có ảnh [[anh:{code}]]: hãy xem lại số của ảnh trong kho ảnh." for code in missing[:_TOLD]]
    if names - there:
        refused.append("Trong bài có ảnh đã bị xóa khỏi kho: hãy bỏ ảnh ấy, hoặc tải lại rồi chèn ảnh mới.")
    if refused:
        raise ValidationError(refused)
    return _PICTURE.sub(lambda code: image_of(found[code[1].strip().lstrip("0")]), html)


def _with_figures(html: str) -> tuple[str, list[str]]:
    """The text with citations in the place of their short codes, and what is said of codes that name nothing."""
    refs = {code: _ref(code) for code in _FIGURE.findall(html)}
    found = known(filter(None, refs.values()))
    refused = [_unknown(f"[[so:{code}]]") for code, ref in refs.items() if ref not in found]

    def citation(code: re.Match) -> str:
        ref = refs[code[1]]
        return str(Cited(ref, found[ref].printed)) if ref in found else code[0]

    return _FIGURE.sub(citation, html), refused


def _ref(code: str) -> Ref | None:
    """What a short code of a figure names; None where it is not one."""
    named = _NAMED.fullmatch(" ".join(code.split()))
    if named is None:
        return None
    figure, period, dimension, key = (part or "" for part in named.groups())
    ref = Ref(figure.strip(), period.strip().upper(), dimension, key.strip())
    well_formed = ATTRIBUTES["data-figure"].fullmatch(ref.figure) and ATTRIBUTES["data-period"].fullmatch(ref.period)
    return ref if well_formed and (not ref.slice or ATTRIBUTES["data-slice"].fullmatch(ref.slice)) else None


def _unknown(said: str) -> str:
    return f"“{said}” không trích được số nào: hãy lấy mã ở trang Chọn số liệu; chỉ trích số của năm đã công bố."


def _identity(cited: Cited) -> tuple[Ref, str]:
    return cited.ref, cited.printed


def _refusal(cited: Cited, before: dict, today: dict[Ref, Known]) -> str:
    """Why a citation may not stand in the text; "" where it may."""
    if _identity(cited) in before:
        return ""
    if cited.ref not in today:
        return _unknown(cited.printed)
    now = today[cited.ref].printed
    if cited.printed == now:
        return ""
    of = f"{today[cited.ref].label}, năm {cited.ref.period}"
    return f"“{cited.printed}” không phải số của {of}, nay là “{now}”: hãy chèn lại số, đừng sửa tay số đã trích."


def _cited_before(article: Article) -> dict[tuple[Ref, str], object]:
    """The day on which each citation of a post was made."""
    if article.pk is None:
        return {}
    rows = Citation.objects.filter(article=article).select_related("period")
    return {(ref_of(row), row.printed): row.cited_on for row in rows}


def ref_of(row: Citation) -> Ref:
    """What a row cites."""
    return Ref(row.figure, row.period.code, row.dimension, row.key)


@transaction.atomic
def bind(article: Article) -> None:
    """Note which pictures and figures the text of a saved post has; to be called whenever its text was saved.

    It refuses nothing: a text that comes back from the history cites what it cited then.
    """
    _note_pictures(article, names_in(article.body))
    _note_citations(article, citations_of(article.body))


def _note_pictures(article: Article, names: set[str]) -> None:
    rows = Illustration.objects.filter(article=article)
    rows.exclude(picture__name__in=names).delete()
    new = Picture.objects.filter(name__in=names).exclude(illustrations__article=article) if names else ()
    Illustration.objects.bulk_create(Illustration(article=article, picture=picture) for picture in new)


def _note_citations(article: Article, found: Iterable[Cited]) -> None:
    there = {(ref_of(row), row.printed): row for row in article.citations.select_related("period")}
    said = {_identity(cited): cited for cited in found}
    gone = [row.pk for identity, row in there.items() if identity not in said]
    Citation.objects.filter(pk__in=gone).delete()
    new = [cited for identity, cited in said.items() if identity not in there]
    if new:
        Citation.objects.bulk_create(_rows(article, new))


def _rows(article: Article, new: list[Cited]) -> list[Citation]:
    """Rows of citations that had none; what is of no period there is, or longer than any figure, is left out."""
    today = known(cited.ref for cited in new)
    periods = {period.code: period for period in Period.objects.filter(code__in={cited.ref.period for cited in new})}
    return [
        Citation(
            article=article,
            figure=cited.ref.figure,
            label=shortened(today[cited.ref].label if cited.ref in today else cited.ref.figure, _LONGEST_LABEL),
            period=periods[cited.ref.period],
            dimension=cited.ref.dimension,
            key=cited.ref.key,
            printed=cited.printed,
            value=_value(today.get(cited.ref), cited.printed),
            cited_on=cited.day or timezone.localdate(),
        )
        for cited in new
        if cited.ref.period in periods and len(cited.printed) <= _LONGEST_PRINTED
    ]


def _value(one: Known | None, printed: str):
    """The value behind a number that is printed as it is today."""
    return one.reading.value if one and one.printed == printed else None
