"""The form of one organisation on A4, to be filled in by hand, with last year's answers printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from cooperatives.models import Organisation
from office.models import Office
from printing import numbers
from printing.letterhead import ISSUER_ROOM, balanced
from printing.pdf import render_template_pdf
from returns.answers import earlier_return, in_words
from returns.models import AnnualReturn, Campaign, Period
from returns.questionnaire import sections_for


@dataclass(frozen=True)
class Line:
    """One row of the form: its number, what is asked, the unit, the answer of a year before in words."""

    number: str
    label: str
    unit: str
    before: str


def form_pdf_bytes(campaign: Campaign, organisation: Organisation) -> bytes:
    """Return the form as PDF. Raises PdfFailed."""
    return render_template_pdf("returns/print/form.html", form_context(campaign, organisation))


def form_context(campaign: Campaign, organisation: Organisation) -> dict:
    """What the paper says: whose form, for which period, the lines by section."""
    office = Office.objects.first()
    return {
        "campaign": campaign,
        "organisation": organisation,
        "office_lines": balanced(office.issuer_line.upper(), ISSUER_ROOM) if office else [],
        "before_label": Period.objects.named(campaign.period.same_a_year_before).label,
        "sections": list(_sections(organisation, earlier_return(organisation, campaign.period))),
    }


def _sections(organisation: Organisation, before: AnnualReturn | None) -> Iterator[tuple[str, list[Line]]]:
    number = 0
    for section in sections_for(organisation):
        lines = []
        for question in section.questions:
            number += 1
            earlier = in_words(question, getattr(before, question.name)) if before else ""
            lines.append(Line(numbers.grouped(number), question.label, question.unit, earlier))
        yield section.title, lines
