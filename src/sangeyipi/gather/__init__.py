"""A ledger made of others (汇集): its members read where they are, and put together."""
