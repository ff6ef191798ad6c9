"""The open data as programs read it: each address declared once, with what it answers, its view and its description."""
