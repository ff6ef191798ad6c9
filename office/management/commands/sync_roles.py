from django.core.management.base import BaseCommand

from office.roles import sync_roles


class Command(BaseCommand):
    help = "Ghi quyền của các vai trò (alliance/roles.py) vào cơ sở dữ liệu."

    def handle(self, *args, **options):
        self.stdout.write(f"Vai trò: {', '.join(sync_roles())}.")
