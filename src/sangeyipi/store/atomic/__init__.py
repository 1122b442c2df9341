"""Writing so that a file is whole or not there, whatever stops the run."""
