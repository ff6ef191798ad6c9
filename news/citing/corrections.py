"""Posts whose figures are others today: which, and what an editor decides of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from news.citing.binding import bind, ref_of
from news.citing.citations import known, source_of
from news.citing.marks import Cited, Ref, rewritten
from news.models import Article, Citation, Correction
from news.workflow import check_can_publish
from reports.models import Erratum
from reports.writing.bound import Name

Outcome = Correction.Outcome


@dataclass(frozen=True)
class Doubt:
    """A citation whose figure says something else today; `why` is what an erratum of a sealed report says of it."""

    citation: Citation
    now: str
    why: str = ""

    @property
    def source(self) -> str:
        """The address of the public figures; "" where there is none."""
        return source_of(self.citation.period.code)

    @property
    def elsewhere(self) -> list[str]:
        """Where the old number also stands as plain text, which nobody but an editor can change."""
        article, was = self.citation.article, self.citation.printed
        return [name for name, text in (("tiêu đề", article.title), ("mở đầu", article.lead)) if was in text]


def check_can_correct(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may decide at all what becomes of figures in posts.

    Of one post decides who may publish it.
    """
    if not user.has_perm("news.publish_article"):
        raise PermissionDenied("Chỉ biên tập viên được đính chính bài viết.")


def doubts(posts: QuerySet[Article]) -> list[Doubt]:
    """The citations of these posts that are no longer so and that nobody decided to keep, public posts first.

    One query for citations, decisions and errata each; figures are read once per period. While a year is not (or no
    longer) published nothing of it is doubted: there is nothing to put in its place.
    """
    cited = Citation.objects.of_readable_posts().filter(article__in=posts)
    rows = list(cited.select_related("article__category__parent__parent", "period"))
    if not rows:
        return []
    today = known(map(ref_of, rows))
    differing = [(row, today[ref].printed) for row in rows if (ref := ref_of(row)) in today]
    differing = [(row, now) for row, now in differing if now != row.printed]
    if not differing:
        return []
    kept, reasons = _kept(), _reasons(row for row, _ in differing)
    found = [
        Doubt(row, now, reasons.get(_in_report(ref_of(row)), ""))
        for row, now in differing
        if (row.article_id, ref_of(row), row.printed, now) not in kept
    ]
    return sorted(found, key=lambda doubt: doubt.citation.article.status != Article.Status.PUBLISHED)


def _kept() -> set[tuple[int, Ref, str, str]]:
    rows = Correction.objects.filter(outcome=Outcome.KEPT).select_related("period")
    return {(row.article_id, ref_of(row), row.was, row.now) for row in rows}


def _in_report(ref: Ref) -> tuple[str, str, str]:
    """What an erratum calls a ref: the period of its report, code, part."""
    return ref.period, Name.read(ref.figure).code, ref.slice


def _reasons(rows: Iterable[Citation]) -> dict[tuple[str, str, str], str]:
    """The newest reason that errata of sealed reports give, by what they call a figure."""
    periods = {row.period_id for row in rows}
    errata = Erratum.objects.filter(seal__report__period__in=periods).order_by("noted_at", "pk")
    errata = errata.values_list("seal__report__period__code", "code", "key", "reason")
    return {(period, code, key): reason for period, code, key, reason in errata}


@transaction.atomic
def correct(citation: Citation, *, now: str, reason: str = "", by) -> Correction:
    """Put what a figure says today in the place of what a post says; readers of a public post are told.

    `now` is what the editor saw. The old text stays in the history. Raises PermissionDenied; ValidationError where the
    figure is another again.
    """
    check_can_correct(by)
    article, citation = _locked(citation)
    check_can_publish(by, article)
    _check_still(citation, now)
    new = Cited(ref_of(citation), now, timezone.localdate())
    old = (ref_of(citation), citation.printed)
    article.body = rewritten(article.body, lambda cited, _: str(new if (cited.ref, cited.printed) == old else cited))
    article._history_user, article._change_reason = by, f"Đính chính: {citation.printed} nay là {now}"[:100]
    article.save()
    public = article.status == Article.Status.PUBLISHED and article.published_at <= timezone.now()
    decided = _decide(citation, now, reason, Outcome.CORRECTED if public else Outcome.UPDATED, by)
    bind(article)
    return decided


@transaction.atomic
def keep(citation: Citation, *, now: str, reason: str, by) -> Correction:
    """Leave a number as it was printed, with a reason. Raises PermissionDenied, ValidationError."""
    check_can_correct(by)
    article, citation = _locked(citation)
    check_can_publish(by, article)
    _check_still(citation, now)
    return _decide(citation, now, reason, Outcome.KEPT, by)


def _locked(citation: Citation) -> tuple[Article, Citation]:
    article = Article.objects.select_for_update().get(pk=citation.article_id)
    try:
        return article, Citation.objects.select_related("period").get(pk=citation.pk)
    except Citation.DoesNotExist:
        raise ValidationError("Bài vừa được sửa, số này không còn trong bài: hãy xem lại danh sách.") from None


def _check_still(citation: Citation, now: str) -> None:
    ref = ref_of(citation)
    today = known([ref])
    if ref not in today or today[ref].printed == citation.printed:
        raise ValidationError("Số này không còn khác số liệu hiện nay: hãy xem lại danh sách.")
    if today[ref].printed != now:
        raise ValidationError(f"Số này vừa đổi lần nữa, nay là {today[ref].printed}: hãy xem lại rồi quyết định.")


def _decide(citation: Citation, now: str, reason: str, outcome: str, by) -> Correction:
    told = ("article_id", "figure", "label", "period_id", "dimension", "key")
    decided = Correction(
        **{name: getattr(citation, name) for name in told},
        was=citation.printed,
        now=now,
        outcome=outcome,
        reason=" ".join(reason.split()),
        decided_on=timezone.localdate(),
        decided_by=by,
    )
    decided.full_clean()
    decided.save(force_insert=True)
    return decided
