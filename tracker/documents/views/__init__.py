"""Set-up pages: documents, recommendations and packages."""
