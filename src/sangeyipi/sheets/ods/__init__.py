"""OpenDocument spreadsheets (.ods, .fods), as LibreOffice and others write them."""
