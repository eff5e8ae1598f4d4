"""The tracking package: read and check one, load it, dump one.

A package is a folder or a zip of `document.yaml`, `developments.csv` and `links.csv`. `files`,
`nodes`, `fields`, `tables` and `definitions` read it without touching the database; `merge` decides
what a load does to each row; `load` and `dump` run the rooms' parts (`registry`) in order.
"""
