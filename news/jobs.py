"""The long work of the public site: reading the text of large files of the library."""

from news.document_reading import KIND, read_file
from news.models import DocumentFile
from office import jobs
from printing import numbers


def read_files(work: jobs.Work) -> dict:
    """Read the files one after the other; begun anew after a kill, since a file read again reads the same."""
    files = list(DocumentFile.objects.filter(pk__in=work.payload["files"]))
    refused = []
    for number, file in enumerate(files):
        work.progress(f"Đọc {file}", number)
        if why := read_file(file):
            refused.append(why)
    done = f"Đã đọc {numbers.counted(len(files) - len(refused))} tệp."
    return {"summary": " ".join([done, *refused])}


jobs.register(jobs.Kind(KIND, read_files, "news.change_documentfile", counted="tệp"))
