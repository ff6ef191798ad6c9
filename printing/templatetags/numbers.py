"""The formatters of printing.numbers and printing.dates as template filters: {{ value|grouped }}."""

from django import template

from printing import dates, numbers

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
):
    register.filter(formatter.__name__, formatter)
