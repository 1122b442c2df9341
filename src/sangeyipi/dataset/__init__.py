"""A ledger's facts as Parquet, its definitions as SQL, and what an engine answers by them."""
