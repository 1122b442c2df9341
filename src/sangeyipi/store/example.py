"""The project that a new ledger shows how to write projects by: its file and its name.

Apart from the templates that it is made from (`template`), whose schemas take as long to import as
a small table to be read.
"""

EXAMPLE_FILE = "projects/示例.yaml"
#: What the project in it is called until it is deleted.
EXAMPLE_NAME = "示例项目（请删去）"
