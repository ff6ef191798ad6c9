from django.core.management.base import BaseCommand, CommandError

from cooperatives.place_loading import UnknownProvince, load_places


class Command(BaseCommand):
    help = "Nạp các xã, phường của một tỉnh hiện nay và các đơn vị cũ đã sắp xếp vào tỉnh đó từ 01/7/2025."

    def add_arguments(self, parser):
        parser.add_argument("province", metavar="MÃ_TỈNH", help="mã tỉnh hiện nay, ví dụ 33 (Tỉnh Hưng Yên)")

    def handle(self, *, province: str, **options):
        try:
            loaded = load_places(province)
        except UnknownProvince as unknown:
            raise CommandError(str(unknown)) from unknown
        self.stdout.write(
            f"{loaded.province.name}: {loaded.new_communes} xã, phường hiện nay, "
            f"{loaded.old_communes} xã, phường, thị trấn cũ; thêm mới {loaded.added} bản ghi."
        )
