"""The formatters of printing.numbers, printing.dates and printing.chips as template filters: {{ value|grouped }}."""

from django import template

from printing import chips, dates, numbers

register = template.Library()

for formatter in (
    numbers.grouped,
    numbers.percent,
    numbers.counted,
    numbers.money,
    numbers.money_words,
    numbers.money_short,
    numbers.signed,
    numbers.year,
    dates.day,
    chips.plain,
):
    register.filter(formatter.__name__, formatter)
