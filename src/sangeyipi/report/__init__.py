"""The report: figures told in sentences, by templates that a county can replace, and in Word."""
