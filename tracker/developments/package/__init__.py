"""The developments room's part of a package: developments.csv, links.csv and checks."""
