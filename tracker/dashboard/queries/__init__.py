"""What the dashboard's pages show: each function reads for one page and says what it costs."""

from tracker.dashboard.queries.documents import DocumentRow, all_documents, documents, find_document
from tracker.dashboard.queries.overview import Overview, overview
from tracker.dashboard.queries.recommendation import RecommendationPage, find_recommendation, recommendation
from tracker.dashboard.queries.sets import ActorPage, AreaPage, actor, area

__all__ = [
    "ActorPage",
    "AreaPage",
    "DocumentRow",
    "Overview",
    "RecommendationPage",
    "actor",
    "all_documents",
    "area",
    "documents",
    "find_document",
    "find_recommendation",
    "overview",
    "recommendation",
]
