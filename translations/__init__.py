"""Two languages: detection, segments, the engine port, catalogs, typography."""
