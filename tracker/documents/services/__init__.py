"""What editors do to documents and their recommendations; each function is one transaction."""

from tracker.documents.services.documents import create_document, edit_document
from tracker.documents.services.recommendations import (
    create_recommendation,
    delete_recommendation,
    edit_recommendation,
)

__all__ = [
    "create_document",
    "create_recommendation",
    "delete_recommendation",
    "edit_document",
    "edit_recommendation",
]
