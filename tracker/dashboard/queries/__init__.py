"""What the dashboard's pages show: each function reads for one page and says what it costs."""

from tracker.dashboard.queries.documents import DocumentRow, all_documents, documents, find_document
from tracker.dashboard.queries.judges import JudgesPage, judges
from tracker.dashboard.queries.overview import Overview, overview, overview_lanes
from tracker.dashboard.queries.recommendation import RecommendationPage, find_recommendation, recommendation
from tracker.dashboard.queries.sets import ActorPage, AreaPage, actor, area
from tracker.dashboard.queries.sources import SourcePage, source

__all__ = [
    "ActorPage",
    "AreaPage",
    "DocumentRow",
    "JudgesPage",
    "Overview",
    "RecommendationPage",
    "SourcePage",
    "actor",
    "all_documents",
    "area",
    "documents",
    "find_document",
    "find_recommendation",
    "judges",
    "overview",
    "overview_lanes",
    "recommendation",
    "source",
]
