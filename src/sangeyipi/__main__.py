"""`python -m sangeyipi`."""

from sangeyipi.cli.start import run

if __name__ == "__main__":
    run()
