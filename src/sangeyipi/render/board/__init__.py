"""The wall chart as one page that opens from a share, without network."""
