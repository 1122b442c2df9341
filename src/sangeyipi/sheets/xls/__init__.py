"""Excel 97-2003 workbooks and older (.xls): xlrd reads them, a second look finds what it drops."""
