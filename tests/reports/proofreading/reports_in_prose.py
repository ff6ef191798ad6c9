"""Invented paragraphs in the style of an alliance's reports, every figure made from a few numbers, so that all agree.

In a paragraph `[468]` is a figure that its reader can compute from the others, `{40.500}` one that nothing shows wrong.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from printing.numbers import grouped, percent, percentage, rounded

_MARKED = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}")


@dataclass(frozen=True)
class Paragraph:
    """`text` as it is read, and from where to where its computable figures stand."""

    text: str
    figures: tuple[tuple[int, int], ...]

    def with_another(self, place: int, random: Random) -> str:
        """The same with one digit of a computable figure changed, by more than rounding takes."""
        start, end = self.figures[place]
        return self.text[:start] + _slipped(self.text[start:end], random) + self.text[end:]


def paragraph(marked: str) -> Paragraph:
    figures, text, at = [], "", 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        if found[1]:
            figures.append((len(text), len(text) + len(found[1])))
        text += found[1] or found[2]
        at = found.end()
    return Paragraph(text + marked[at:], tuple(figures))


def _slipped(number: str, random: Random) -> str:
    """One of the first two digits made another by two or more."""
    places = [place for place, letter in enumerate(number) if letter.isdigit()][:2]
    places = [place for place in places if number[place] != "0"] or places
    place = random.choice(places)
    old = int(number[place])
    new = random.choice([digit for digit in range(1, 10) if abs(digit - old) > 1])
    return f"{number[:place]}{new}{number[place + 1 :]}"


def _n(value: int) -> str:
    return grouped(value)


def _p(part: int, whole: int) -> str:
    return percent(percentage(part, whole))


def _money(tenths: int) -> str:
    return grouped(rounded(Decimal(tenths) / 10, 1))


def by_sector(r: Random) -> str:
    farming, other, funds = r.randint(211, 480), r.randint(31, 95), r.randint(11, 29)
    return (
        f"Đến ngày 31/12/2023, toàn tỉnh có [{_n(farming + other + funds)}] HTX với "
        f"{{{_n(r.randint(40_000, 90_000))}}} "
        f"thành viên, trong đó: [{farming}] HTX nông nghiệp, [{other}] HTX phi nông nghiệp và [{funds}] QTDND."
    )


def by_sector_in_brackets(r: Random) -> str:
    farming, other, funds = r.randint(211, 480), r.randint(31, 95), r.randint(11, 29)
    return (
        f"Hiện nay, trên địa bàn tỉnh có [{_n(farming + other + funds)}] hợp tác xã (gồm [{farming}] HTX nông nghiệp; "
        f"[{other}] HTX phi nông nghiệp; [{funds}] quỹ tín dụng nhân dân), {{0{r.randint(2, 9)}}} liên hiệp HTX."
    )


def by_kind(r: Random) -> str:
    cooperatives, unions, groups = r.randint(211, 680), r.randint(2, 9), r.randint(111, 900)
    return (
        f"Khu vực kinh tế tập thể của tỉnh có [{_n(cooperatives + unions + groups)}] tổ chức, gồm "
        f"[{cooperatives}] HTX, "
        f"0{unions} liên hiệp HTX và [{groups}] tổ hợp tác."
    )


def by_trade(r: Random) -> str:
    a, b, c, d, e = (r.randint(21, 190) for _ in range(5))
    return (
        f"Toàn huyện có [{_n(a + b + c + d + e)}] HTX, chia ra: [{a}] HTX dịch vụ nông nghiệp; [{b}] HTX tiểu thủ công "
        f"nghiệp; [{c}] HTX vận tải; [{d}] HTX thương mại, dịch vụ; [{e}] HTX môi trường."
    )


def by_activity(r: Random) -> str:
    active, stopped = r.randint(311, 580), r.randint(21, 80)
    return (
        f"Hiện, toàn tỉnh có [{active + stopped}] HTX, trong đó [{active}] HTX đang hoạt động, [{stopped}] "
        "HTX ngừng hoạt động."
    )


def by_rating(r: Random) -> str:
    a, b, c, d = r.randint(31, 90), r.randint(81, 190), r.randint(51, 120), r.randint(12, 45)
    return (
        f"Kết quả đánh giá [{a + b + c + d}] HTX: loại tốt [{a}] HTX, loại khá [{b}] HTX, loại trung bình "
        f"[{c}] HTX, loại "
        f"yếu [{d}] HTX."
    )


def by_item(r: Random) -> str:
    a, b, c = r.randint(111, 480), r.randint(31, 95), r.randint(11, 29)
    return (
        f"Tổng số HTX: [{a + b + c}] HTX, trong đó:\n- HTX nông nghiệp: [{a}] HTX;\n- HTX phi nông nghiệp: [{b}] HTX;\n"
        f"- QTDND: [{c}] quỹ."
    )


def nested(r: Random) -> str:
    crops, herds, other = r.randint(111, 280), r.randint(31, 95), r.randint(21, 79)
    return (
        f"Toàn tỉnh có [{crops + herds + other}] HTX, gồm [{crops + herds}] HTX nông nghiệp và [{other}] HTX phi nông "
        f"nghiệp. Trong [{crops + herds}] HTX nông nghiệp có [{crops}] HTX trồng trọt, còn lại [{herds}] HTX chăn nuôi."
    )


def the_rest(r: Random) -> str:
    a, b, c = r.randint(21, 80), r.randint(31, 95), r.randint(21, 79)
    return (
        f"Trong năm có [{a + b + c}] lượt HTX được hỗ trợ, gồm [{a}] HTX nông nghiệp, [{b}] HTX thủy sản, còn "
        f"lại [{c}] HTX khác."
    )


def learners(r: Random) -> str:
    men, women, classes = r.randint(211, 480), r.randint(131, 395), r.randint(11, 29)
    return f"Mở {{{classes}}} lớp tập huấn cho [{men + women}] học viên, trong đó [{men}] nam, [{women}] nữ."


def members_of_funds(r: Random) -> str:
    a, b = r.randint(21_111, 48_000), r.randint(13_111, 39_500)
    return (
        f"Các HTX có [{_n(a + b)}] thành viên, trong đó [{_n(a)}] thành viên HTX nông nghiệp, còn lại "
        f"[{_n(b)}] thành viên "
        "HTX phi nông nghiệp."
    )


def plan_as_pair(r: Random) -> str:
    done, plan = r.randint(31, 96), r.randint(41, 96)
    return f"Trong năm thành lập mới [{done}]/[{plan}] HTX, đạt [{_p(done, plan)}] kế hoạch năm."


def plan_in_brackets(r: Random) -> str:
    done, plan = r.randint(31, 96), r.randint(41, 96)
    return (
        f"Năm 2023, tỉnh thành lập mới được [{done}] THT, bằng [{_p(done, plan)}] so với kế hoạch được giao "
        f"([{plan}] THT)."
    )


def plan_first(r: Random) -> str:
    done, plan = r.randint(31, 96), r.randint(41, 96)
    return f"Kế hoạch giao kết nạp [{plan}] thành viên, thực hiện kết nạp [{done}] thành viên, đạt [{_p(done, plan)}]."


def plan_of_money(r: Random) -> str:
    done, plan = r.randint(121, 460), r.randint(141, 460)
    return f"Quỹ giải ngân [{_money(done)}] tỷ đồng/[{_money(plan)}] tỷ đồng kế hoạch, đạt [{_p(done, plan)}]."


def beyond_plan(r: Random) -> str:
    plan = r.randint(41, 96)
    done = plan + r.randint(11, 38)
    return f"Cả năm thành lập mới [{done}] HTX, vượt [{_p(done - plan, plan)}] kế hoạch ([{plan}] HTX)."


def share(r: Random) -> str:
    part, rest = r.randint(131, 390), r.randint(91, 280)
    return (
        f"Trong tổng số [{part + rest}] HTX có [{part}] HTX liên kết theo chuỗi giá trị, chiếm "
        f"[{_p(part, part + rest)}]."
    )


def shares_in_brackets(r: Random) -> str:
    whole = r.randint(911, 1_890)
    a, b = r.randint(231, 390), r.randint(191, 380)
    return (
        f"Số cán bộ quản lý HTX là [{_n(whole)}] người, trong đó trình độ đại học [{a}] người "
        f"({_p(a, whole)}), trung cấp "
        f"[{b}] người ([{_p(b, whole)}])."
    )


def shares_to_a_hundred(r: Random) -> str:
    a, b, c = r.randint(21, 39), r.randint(21, 39), r.randint(11, 19)
    return f"Xếp loại: tốt [{a}]%, khá [{b}]%, trung bình [{c}]%, yếu [{100 - a - b - c}]%."


def growth_in_brackets(r: Random) -> str:
    before, more = r.randint(311, 690), r.randint(21, 88)
    return (
        f"Toàn tỉnh có [{before + more}] HTX, tăng [{more}] HTX ([{_p(more, before)}]) so với năm 2022 "
        f"([{before}] HTX)."
    )


def growth_of_a_year(r: Random) -> str:
    before, more = r.randint(311, 690), r.randint(41, 188)
    return f"Năm 2023 đạt [{before + more}] HTX, năm 2022 [{before}] HTX, tăng [{_p(more, before)}]."


def growth_from_to(r: Random) -> str:
    before, more = r.randint(311, 690), r.randint(41, 188)
    return (
        f"Số HTX tăng từ [{before}] HTX năm 2020 lên [{before + more}] HTX năm 2023, tăng [{more}] HTX, tương "
        f"đương [{_p(more, before)}]."
    )


def growth_of_money(r: Random) -> str:
    before = r.randint(311, 690)
    more = r.randint(41, 188)
    return (
        f"Tổng doanh thu đạt [{before + more}] tỷ đồng, tăng [{_p(more, before)}] so với cùng kỳ năm trước "
        f"([{before}] tỷ đồng)."
    )


def decline(r: Random) -> str:
    before = r.randint(311, 690)
    less = r.randint(41, 188)
    return (
        f"Số tổ hợp tác giảm từ [{before}] THT xuống còn [{before - less}] THT, giảm [{less}] THT "
        f"([{_p(less, before)}])."
    )


def multiple(r: Random) -> str:
    before, times = r.randint(21, 49), r.randint(25, 49)
    return (
        f"Doanh thu bình quân của HTX đạt {_money(before * times)} tỷ đồng, gấp [{_money(times)}] lần so với năm "
        f"2013 ({before} tỷ đồng)."
    )


def opening_to_closing(r: Random) -> str:
    opening, new, closed = r.randint(311, 690), r.randint(41, 88), r.randint(11, 29)
    return (
        f"Đầu năm 2023 có [{opening}] HTX, trong năm thành lập mới [{new}] HTX, giải thể [{closed}] HTX, đến "
        "cuối năm có "
        f"[{opening + new - closed}] HTX."
    )


def opening_in_another_sentence(r: Random) -> str:
    opening, new, closed = r.randint(311, 690), r.randint(41, 88), r.randint(11, 29)
    return (
        f"Đến cuối năm 2022, toàn tỉnh có [{opening}] HTX. Năm 2023, thành lập mới [{new}] HTX, giải thể "
        f"[{closed}] HTX, "
        f"nâng tổng số lên [{opening + new - closed}] HTX."
    )


def change_of_a_stock(r: Random) -> str:
    before, more = r.randint(311, 690), r.randint(41, 188)
    return f"Toàn tỉnh có [{before + more}] THT, tăng [{more}] THT so với cuối năm 2022 ([{before}] THT)."


def net_change(r: Random) -> str:
    new, closed = r.randint(61, 96), r.randint(12, 33)
    return f"Thành lập mới [{new}] HTX, giải thể [{closed}] HTX, tăng [{new - closed}] HTX so với đầu năm."


def average_revenue(r: Random) -> str:
    count, each = r.randint(111, 680), r.randint(21, 49)
    return (
        f"Toàn tỉnh có [{count}] HTX với tổng doanh thu [{_money(count * each)}] tỷ đồng, bình quân [{_money(each)}] "
        "tỷ đồng/HTX."
    )


def average_across_sentences(r: Random) -> str:
    count, each = r.randint(111, 680), r.randint(21, 49)
    return (
        f"Toàn tỉnh có [{count}] HTX. Tổng doanh thu của các HTX đạt [{_money(count * each)}] tỷ đồng, bình quân "
        f"[{_money(each)}] tỷ đồng/HTX."
    )


def average_members(r: Random) -> str:
    count, each = r.randint(111, 680), r.randint(21, 49)
    return f"Có [{count}] tổ hợp tác với [{_n(count * each)}] tổ viên, bình quân [{each}] tổ viên/THT."


def average_told_first(r: Random) -> str:
    count, each = r.randint(12, 48), r.randint(31, 69)
    return f"Đã mở [{count}] lớp tập huấn cho [{_n(count * each)}] học viên, bình quân mỗi lớp [{each}] học viên."


def money_in_parts(r: Random) -> str:
    a, b = r.randint(212, 480), r.randint(112, 290)
    return (
        f"Tổng vốn của Quỹ [{_money(a + b)}] tỷ đồng, gồm: vốn ngân sách cấp [{_money(a)}] tỷ đồng, vốn bổ sung "
        f"[{_money(b)}] tỷ đồng."
    )


def money_in_mixed_units(r: Random) -> str:
    a, b = r.randint(12, 28) * 100, r.randint(311, 880)
    return (
        f"Kinh phí hỗ trợ HTX [{_n(a + b)}] triệu đồng, gồm: ngân sách trung ương [{_money(a // 100)}] tỷ "
        "đồng, ngân sách "
        f"tỉnh [{b}] triệu đồng."
    )


def table(r: Random) -> str:
    rows = [(name, r.randint(21, 89), r.randint(111, 489)) for name in ("An Phú", "Bình Hòa", "Tân Lập")]
    lines = "\n".join(f"{name}\t[{a}]\t[{b}]" for name, a, b in rows)
    total = f"Tổng cộng\t[{sum(a for _, a, _ in rows)}]\t[{_n(sum(b for _, _, b in rows))}]"
    return f"Địa bàn\tHTX\tTHT\n{lines}\n{total}"


def stated_afterwards(r: Random) -> str:
    a, b = r.randint(111, 380), r.randint(111, 380)
    return f"Có [{a}] HTX nông nghiệp và [{b}] HTX phi nông nghiệp, tổng cộng [{a + b}] HTX."


def honoured(r: Random) -> str:
    a, b = r.randint(21, 48), r.randint(21, 48)
    return f"Hội nghị biểu dương [{a + b}] tập thể, cá nhân, gồm [{a}] tập thể và [{b}] cá nhân."


def of_debts(r: Random) -> str:
    loans = r.randint(1_211, 2_880)
    bad = r.randint(41, 98)
    return (
        f"Tổng dư nợ cho vay của các QTDND đạt [{_n(loans)}] tỷ đồng, nợ xấu [{bad}] tỷ đồng, chiếm "
        f"[{_p(bad, loans)}] tổng dư nợ."
    )


def cumulative(r: Random) -> str:
    first, second = r.randint(31, 88), r.randint(31, 88)
    return (
        f"Quý I thành lập [{first}] HTX, quý II thành lập [{second}] HTX; lũy kế 6 tháng thành lập "
        f"[{first + second}] HTX."
    )


MAKERS: tuple[Callable[[Random], str], ...] = (
    by_sector,
    by_sector_in_brackets,
    by_kind,
    by_trade,
    by_activity,
    by_rating,
    by_item,
    nested,
    the_rest,
    learners,
    members_of_funds,
    plan_as_pair,
    plan_in_brackets,
    plan_first,
    plan_of_money,
    beyond_plan,
    share,
    shares_in_brackets,
    shares_to_a_hundred,
    growth_in_brackets,
    growth_of_a_year,
    growth_from_to,
    growth_of_money,
    decline,
    multiple,
    opening_to_closing,
    opening_in_another_sentence,
    change_of_a_stock,
    net_change,
    average_revenue,
    average_across_sentences,
    average_members,
    average_told_first,
    money_in_parts,
    money_in_mixed_units,
    table,
    stated_afterwards,
    honoured,
    of_debts,
    cumulative,
)
