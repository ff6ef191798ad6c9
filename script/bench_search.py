"""The part of script/bench about searching 100,000 posts, against a scan of the same words with LIKE.

search   the newest twenty for a frequent, a rare, a one-letter and a two-letter word and for phrases: places, what may
         be seen of them, and the results as they are shown; each measured beside one LIKE scan of all the words
searches the slowest but two of forty queries, strange ones among them, in milliseconds
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from django.db import connection
from measuring import median, paired, seconds, tell

from news.models import Article, Category, SearchEntry
from news.search.finding import PAGE, find, shown
from news.search.places import place_of
from news.search.sources import BY_MODEL
from news.search.terms import asked, marks_of

POSTS, WORDS, BATCH = 100_000, 160, 1_000
CASES = {
    "từ hay gặp": "hop",
    "từ hiếm": "hiemco",
    "một chữ cái": "y",
    "hai chữ cái": "ba",
    "cụm hay gặp": '"hop tac xa"',
    "cụm hiếm": '"kho bau"',
}
STRANGE = ("*", '"', "NEAR(hop tac)", "hop OR tac", "-hop", "x" * 10_000, "a " * 500, "😀", "%_", "'; --")
SYLLABLES = [
    head + vowel + tail
    for tail in ("", "n", "ng", "t", "c", "m", "nh", "i")
    for head in ("b", "c", "ch", "d", "g", "h", "k", "l", "m", "n", "nh", "ph", "t", "th", "tr", "v", "x", "s")
    for vowel in "aeiou"
]
_WEIGHTS = list(accumulate(1 / (place + 1) for place in range(len(SYLLABLES))))


def _words(number: int, chance: random.Random) -> list[str]:
    words = chance.choices(SYLLABLES, cum_weights=_WEIGHTS, k=WORDS)
    at = chance.randrange(20, WORDS - 10)
    words[at : at + 4] = ["hop", "tac", "xa", "y"]
    if number % 5_000 == 7:
        words[15:18] = ["hiemco", "kho", "bau"]
    return words


def _posts() -> Iterator[tuple[Article, SearchEntry]]:
    """Each a post with the entry that its words would have; made here, since folding so many takes minutes."""
    chance, now = random.Random(1), datetime(2024, 1, 1, tzinfo=UTC)
    category = Category.objects.create(name="Đo tìm kiếm", slug="do-tim-kiem")
    source = BY_MODEL[Article]
    for number in range(1, POSTS + 1):
        words, at = _words(number, chance), now - timedelta(minutes=50 * number)
        title = words[:10]
        values = {"title": " ".join(title), "lead": "–", "body": " ".join(words[10:]), "status": "published"}
        place = place_of(at, source=source.number, record=number + POSTS)
        marks = marks_of(words, title=title, source=source.name)
        yield (
            Article(pk=number + POSTS, slug=f"do-{number}", category=category, published_at=at, **values),
            SearchEntry(
                place=place,
                source=source.number,
                record=number + POSTS,
                words=" ".join(words),
                marks=" ".join(marks),
            ),
        )


def _fill() -> None:
    batch: list[tuple[Article, SearchEntry]] = []
    for made in _posts():
        batch.append(made)
        if len(batch) == BATCH:
            Article.objects.bulk_create(article for article, _ in batch)
            SearchEntry.objects.bulk_create(entry for _, entry in batch)
            batch = []
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def newest(typed: str) -> list:
    query = asked(typed)
    return shown(find(query, newest_first=True).places[:PAGE], query)


def _scan(typed: str) -> Callable[[], object]:
    """What finds the same without an index: every text is looked through for words that stand nowhere else."""
    pattern = f"%{typed.strip(chr(34))} khong co o dau%"

    def work() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT place FROM news_searchentry WHERE words LIKE %s ORDER BY place DESC", [pattern])
            return cursor.fetchall()

    return work


def bench_search() -> None:
    if not SearchEntry.objects.exists():
        _fill()
    for name, typed in CASES.items():
        if not newest(typed):
            raise ValueError(f"nothing found for {typed}")
        ratios = paired(lambda typed=typed: newest(typed), _scan(typed))
        tell("search", median(ratios), f"× một lượt quét LIKE, {name} ({connection.vendor})", ratios)


def bench_searches() -> None:
    if not SearchEntry.objects.exists():
        _fill()
    chance = random.Random(2)
    asked_for = [*STRANGE, *(" ".join(chance.sample(SYLLABLES[:60], 1 + number % 4)) for number in range(30))]
    took = sorted(seconds(lambda typed=typed: newest(typed)) * 1000 for typed in asked_for)
    tell("searches", took[-3], f"ms, câu chậm thứ ba của {len(took)} câu ({connection.vendor})", took)


PARTS = {"search": bench_search, "searches": bench_searches}
