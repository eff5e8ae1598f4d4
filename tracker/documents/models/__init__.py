"""Tables of the documents room."""

from tracker.documents.models.definitions import Actor, Area, Document, PackageLoad, PackageRow, Source
from tracker.documents.models.promises import DueMove, Milestone, MilestonePromise, Response
from tracker.documents.models.recommendations import (
    Dependency,
    Passage,
    Recommendation,
    RecommendationAddressee,
    RelatedRecommendation,
)

__all__ = [
    "Actor",
    "Area",
    "Dependency",
    "Document",
    "DueMove",
    "Milestone",
    "MilestonePromise",
    "PackageLoad",
    "PackageRow",
    "Passage",
    "Recommendation",
    "RecommendationAddressee",
    "RelatedRecommendation",
    "Response",
    "Source",
]
