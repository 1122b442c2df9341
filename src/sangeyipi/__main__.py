"""`python -m sangeyipi`."""

from sangeyipi.cli.main import run

if __name__ == "__main__":
    run()
