"""The public library: a list narrowed by what people look for, a page for each document, its files."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from news.document_forms import DocumentFilter
from news.kept_pages import for_everybody
from news.models import Document, DocumentFile
from office.documents import handed_out

PAGE = 20


@require_safe
@for_everybody("trang")
def show_documents(request: HttpRequest) -> HttpResponse:
    """Public documents, the newest first; the same few queries however many."""
    form = DocumentFilter(request.GET, documents=Document.objects.public())
    documents = form.narrowed().select_related("type", "area").defer("search_key")
    context = {"form": form, "page": Paginator(documents, PAGE).get_page(request.GET.get("trang"))}
    return render(request, "news/documents.html", context)


@require_safe
@for_everybody()
def show_document(request: HttpRequest, slug: str) -> HttpResponse:
    """A document with its files, what took its place and whose place it took, as far as those are public."""
    public = Document.objects.public().select_related("type", "area")
    document = get_object_or_404(public, slug=slug)
    context = {
        "document": document,
        "files": document.files.defer("text"),
        "newer": public.filter(pk=document.replaced_by_id).first() if document.replaced_by_id else None,
        "older": public.filter(replaced_by=document),
    }
    return render(request, "news/document.html", context)


@require_safe
def document_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A file of a public document, to be kept; any other is as absent as one that never was."""
    document = get_object_or_404(Document.objects.public(), slug=slug)
    file = get_object_or_404(DocumentFile.objects.defer("text"), pk=pk, document=document)
    try:
        return handed_out(file.file)
    except FileNotFoundError as lost:
        raise Http404("Tệp không còn trên máy chủ: hãy báo Liên minh.") from lost
