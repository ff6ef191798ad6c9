from import_export.tmp_storages import TempFolderStorage
class PrivateTempStorage(TempFolderStorage):
    pass
