"""The registers of dispatch as tables: problems, visits, guarantees, financing; each by groups.

Each module owns one register's tables; `by` owns what all of them can be broken down by, `shared`
what all of them say.
"""
