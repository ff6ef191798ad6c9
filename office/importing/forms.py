"""What the pages of an import ask: the file, and how the columns of one with unfamiliar headings are to be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from office.importing.columns import Column
from office.importing.headers import exact_header
from office.importing.mapping import ColumnChoice, Mapping, is_unit_asked
from office.importing.proposals import FileColumn, file_columns, section_samples
from printing import numbers
from printing.sheet import Sheet
from printing.workbook_check import MAX_FILE, MEGABYTE

LEFT_OUT = "Bỏ qua cột này"
YES, NO = "co", "khong"
_ANSWER = "Hãy trả lời câu hỏi này: máy không tự đoán."


class UploadForm(forms.Form):
    file = forms.FileField(label="Tệp Excel (.xlsx) hoặc CSV", error_messages={"required": "Hãy chọn một tệp."})

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(f"Tệp lớn hơn {MAX_FILE // MEGABYTE} MB: hãy chia thành nhiều tệp nhỏ hơn.")
        return file


@dataclass(frozen=True)
class Card:
    """One column of the file with its questions, as the page shows it; `origin` says where the answer comes from."""

    column: FileColumn
    target: forms.BoundField
    questions: list[forms.BoundField]
    origin: str


def _question(label: str, yes: str, no: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(YES, yes), (NO, no)], widget=forms.RadioSelect, required=False)


class MappingForm(forms.Form):
    """Which column of a file is which of ours, and every doubt about its cells; valid, it gives `mapping`.

    Fields are numbered by the place of the column in the file. `remembered` is what was confirmed the last time.
    """

    def __init__(self, *args, sheet: Sheet, columns: list[Column], proposal: Mapping, remembered: Mapping | None):
        super().__init__(*args)
        self.sheet, self.columns = sheet, columns
        self.remembered, self.start = remembered, remembered or proposal
        self.file_columns = file_columns(sheet)
        self.mapping: Mapping | None = None
        for column in self.file_columns:
            self._ask_about(column)
        for level, samples in enumerate(section_samples(sheet)):
            self._ask_about_sections(level, samples)
        self._ask_for_constants()

    # Questions

    def _ask_about(self, column: FileColumn) -> None:
        start = self.start.columns[column.place]
        self.fields[f"column_{column.place}"] = forms.ChoiceField(
            label=column.heading, choices=self._targets(), required=False, initial=self._value(start)
        )
        for name, question, answer in self._doubts(column, start):
            self.fields[name] = question
            question.initial = (YES if answer else NO) if self.remembered else None

    def _doubts(self, column: FileColumn, start: ColumnChoice) -> Iterator[tuple[str, forms.ChoiceField, bool]]:
        if column.unit.multiplier != 1:
            times = numbers.grouped(column.unit.multiplier)
            yield (
                f"unit_{column.place}",
                _question(
                    f"Số ghi theo {column.unit.word}: nhân với {times} khi ghi vào sổ?",
                    f"Đúng, nhân với {times}{_product(column)}",
                    "Không, giữ nguyên số trong tệp",
                ),
                start.multiplied,
            )
        if column.years:
            year = column.years[0]
            yield (
                f"years_{column.place}",
                _question(
                    f"{numbers.counted(len(column.years))} ô chỉ ghi năm (ví dụ {year}). Ngày nào?",
                    f"Ghi là ngày 01/01 của năm ấy (01/01/{year})",
                    "Không ghi: báo lỗi các ô ấy",
                ),
                start.years,
            )
        if column.serials:
            yield (
                f"serials_{column.place}",
                _question(
                    f"{numbers.counted(len(column.serials))} ô là số như {column.serials[0]}. Có phải ngày không?",
                    f"Đúng, là ngày theo cách đếm của Excel ({column.serials[0]} là {column.serial_day})",
                    "Không phải ngày: báo lỗi các ô ấy",
                ),
                start.serials,
            )

    def _ask_about_sections(self, level: int, samples: tuple[str, ...]) -> None:
        start = self.start.sections[level] if self.remembered and level < len(self.start.sections) else None
        index = {column.header: str(place) for place, column in enumerate(self.columns)}
        self.fields[f"section_{level}"] = forms.ChoiceField(
            label=f"Dòng nhóm như “{'”, “'.join(samples)}” cho biết điều gì của các dòng dưới nó?",
            choices=[("", "Hãy chọn"), ("none", "Không ghi vào đâu"), *self._headers()],
            initial=None if start is None else index.get(start, "none"),
            error_messages={"required": _ANSWER},
        )

    def _ask_for_constants(self) -> None:
        """What a file does not say in a column but in its title, or not at all: the period, the kind."""
        mapped = {choice.target for choice in self.start.columns}
        for place, column in enumerate(self.columns):
            if column.header in mapped or not (column.required or column.choices):
                continue
            self.fields[f"constant_{place}"] = (
                forms.ChoiceField(choices=[("", "–"), *((word, word) for word in column.choices)], required=False)
                if column.choices
                else forms.CharField(max_length=60, required=False)
            )
            field = self.fields[f"constant_{place}"]
            field.label, field.help_text = column.header, column.help
            field.initial = self.start.constants.get(column.header, "") if column.choices else ""

    def _headers(self) -> list[tuple[str, str]]:
        return [
            (str(place), f"{column.header} *" if column.required else column.header)
            for place, column in enumerate(self.columns)
        ]

    def _targets(self) -> list:
        marks = [
            (
                f"Dấu x ở cột này nghĩa là {column.header}:",
                [(f"{place}:{word}", f"{column.header}: {word}") for word in column.choices],
            )
            for place, column in enumerate(self.columns)
            if column.choices
        ]
        return [("", LEFT_OUT), *self._headers(), *marks]

    def _value(self, choice: ColumnChoice) -> str:
        place = next((str(at) for at, column in enumerate(self.columns) if column.header == choice.target), "")
        return f"{place}:{choice.mark}" if choice.mark else place

    # What the page shows

    @property
    def cards(self) -> list[Card]:
        return [self._card(column) for column in self.file_columns]

    def _card(self, column: FileColumn) -> Card:
        names = (f"{name}_{column.place}" for name in ("unit", "years", "serials"))
        questions = [self[name] for name in names if name in self.fields and self._is_shown(name, column)]
        return Card(column, self[f"column_{column.place}"], questions, self._origin(column))

    def _is_shown(self, name: str, column: FileColumn) -> bool:
        """Years and serials are asked of columns of days only, since every column of numbers holds some."""
        chosen = self._chosen(column.place)
        kind = self._kind(chosen.target) if not chosen.mark else ""
        if name.startswith("unit"):
            return is_unit_asked(column.unit, kind)
        return kind == "day"

    def _origin(self, column: FileColumn) -> str:
        if self.is_bound:
            return ""
        if self.remembered:
            return "như lần trước"
        if not self.start.columns[column.place].target:
            return ""
        return "đúng tên cột" if exact_header(column.heading, self.columns) else "đề xuất, hãy kiểm tra"

    def _fields_named(self, name: str) -> list[forms.BoundField]:
        return [self[each] for each in self.fields if each.startswith(name)]

    @property
    def sections(self) -> list[forms.BoundField]:
        return self._fields_named("section_")

    @property
    def constants(self) -> list[forms.BoundField]:
        return self._fields_named("constant_")

    # Answers

    def _chosen(self, place: int) -> ColumnChoice:
        """What is chosen for a column of the file, or proposed while nothing was sent."""
        value = self[f"column_{place}"].value() or ""
        at, _, mark = value.partition(":")
        known = at.isdecimal() and int(at) < len(self.columns)
        return ColumnChoice(self.columns[int(at)].header, mark=mark) if known else ColumnChoice()

    def _kind(self, header: str) -> str:
        return next((column.kind for column in self.columns if column.header == header), "")

    def clean(self):
        cleaned = super().clean()
        choices = tuple(self._answered(column) for column in self.file_columns)
        sections = tuple(self._section(name) for name in self.fields if name.startswith("section_"))
        constants = {
            self.columns[int(name.removeprefix("constant_"))].header: value
            for name, value in cleaned.items()
            if name.startswith("constant_") and value
        }
        self._refuse_doubles(choices)
        self._refuse_missing({choice.target for choice in choices} | set(sections) | set(constants))
        self.mapping = Mapping(choices, sections, constants)
        return cleaned

    def _answered(self, column: FileColumn) -> ColumnChoice:
        chosen = self._chosen(column.place)
        answers = {}
        for name, flag in (("unit", "multiplied"), ("years", "years"), ("serials", "serials")):
            field = f"{name}_{column.place}"
            if field not in self.fields or not chosen.target or not self._is_shown(name, column):
                continue
            answer = self.cleaned_data.get(field)
            if not answer and field not in self.errors:
                self.add_error(field, _ANSWER)
            answers[flag] = answer == YES
        return ColumnChoice(chosen.target, chosen.mark, **answers)

    def _section(self, name: str) -> str:
        at = self.cleaned_data.get(name, "")
        return self.columns[int(at)].header if at.isdecimal() else ""

    def _refuse_doubles(self, choices: tuple[ColumnChoice, ...]) -> None:
        first: dict[str, int] = {}
        for place, choice in enumerate(choices):
            other = first.setdefault(choice.target, place)
            if not choice.target or other == place or (choice.mark and choices[other].mark):
                continue
            self.add_error(
                f"column_{place}",
                f"Cột “{self.sheet.header[other]}” cũng được ghi vào “{choice.target}”: hãy giữ lại một cột.",
            )

    def _refuse_missing(self, filled: set[str]) -> None:
        for column in self.columns:
            if column.required and column.header not in filled:
                self.add_error(
                    None,
                    f"Chưa cột nào được ghi vào “{column.header}”, cột này bắt buộc: hãy chọn cột của tệp, "
                    "hoặc ghi một giá trị chung cho mọi dòng ở cuối trang.",
                )


def _product(column: FileColumn) -> str:
    if column.number is None:
        return ""
    return f" ({numbers.grouped(column.number)} thành {numbers.grouped(column.number * column.unit.multiplier)})"
