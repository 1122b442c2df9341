"""Which project of the ledger a row of a register is about: by 编号, 项目代码, or its very name."""

from sangeyipi.ingest.answers import Unsettled
from sangeyipi.ingest.findings import ImportQuestion
from sangeyipi.ingest.likeness import Likeness, same_form
from sangeyipi.ingest.registers.cells import RowReader
from sangeyipi.ingest.registers.headings import CODE, PROJECT_ID
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project


@dataclass(slots=True)
class Projects:
    """The ledger's projects by what a sheet may call them."""

    by_id: dict[str, Project]
    by_code: dict[str, Project]
    by_form: dict[str, list[Project]]
    likeness: Likeness[Project]
    #: By the enterprise: that is but asked about, as it may have others.
    by_builder: dict[str, list[Project]]

    @classmethod
    def of(cls, ledger: Ledger) -> "Projects":
        """Those of a ledger."""
        found = cls({}, {}, {}, Likeness(ledger.config.region or ""), {})
        for one in ledger.projects:
            found.by_id[one.id] = one
            if one.code:
                found.by_code[one.code] = one
            found.by_form.setdefault(same_form(one.name), []).append(one)
            found.likeness.add(one.name, one)
            if one.builder:
                found.by_builder.setdefault(same_form(one.builder), []).append(one)
        return found

    def meant(self, reader: RowReader) -> Project:
        """The project of a row.  Raises Unsettled, LeftOut."""
        name = reader.made.name
        id = reader.text(PROJECT_ID)
        if id:
            found = self.by_id.get(id)
            if found is None:
                raise Unsettled(reader.place(PROJECT_ID), f"台账里没有编号 {id} 的项目")
            if name and same_form(name) != same_form(found.name):
                why = f"编号 {id} 在台账里是“{found.name}”，这一行写的是“{name}”：改好再导入"
                raise Unsettled(reader.place(PROJECT_ID), why)
            return found
        code = reader.text(CODE)
        if code in self.by_code:
            one = self.by_code[code]
            if name and same_form(name) != same_form(one.name):
                why = f"项目代码 {code} 在台账里是“{one.name}”，这一行写的是“{name}”：改好再导入"
                raise Unsettled(reader.place(CODE), why)
            return one
        if not name:
            raise Unsettled(reader.made.cell, "没有项目名称，不知道是哪个项目：补上再导入")
        return self._named(name, reader)

    def _named(self, name: str, reader: RowReader) -> Project:
        same = self.by_form.get(same_form(name), [])
        if len(same) == 1:
            return same[0]
        near = same or list(self.likeness.near(name)) or self.by_builder.get(same_form(name), [])
        cell = reader.made.cell
        if not near:
            why = f"台账里没有叫“{name}”的项目：改成台账里的名称，或先登记这个项目"
            raise Unsettled(cell, why)
        ids = tuple(one.id for one in near)
        called = "、".join(f"{one.id} {one.name}" for one in near)
        what = f"台账里有 {len(near)} 个项目叫“{name}”" if same else f"台账里没有叫“{name}”的项目"
        asked = f"{what}（{called}）：是哪一个？写它的编号"
        question = ImportQuestion(cell, name, term.PROJECT, asked, ids)
        answer = reader.setting.answers.settle(question, reader.setting.digest, reader.made.shown)
        return self.by_id[answer]
