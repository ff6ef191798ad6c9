from django.core.management.base import BaseCommand, CommandError

WRONG_USAGE = 2


class Command(BaseCommand):
    """In place of the library's command of this name, which writes the good rows of a bad file and says it is done."""

    help = "Không dùng: hãy dùng import_data."

    def add_arguments(self, parser):
        parser.add_argument("rest", nargs="*")

    def handle(self, **options):
        raise CommandError("Hãy dùng: manage.py import_data LOẠI TỆP.", returncode=WRONG_USAGE)
