-- 分规模：各档含下限，不含上限，按 ledger.yaml“规模分档”；没有项目的档也列。接着运行 by.sql。
CREATE OR REPLACE TEMPORARY VIEW grouped AS
SELECT
    COALESCE(b.label, '未填总投资') AS label,
    b.place,
    p.unsure,
    p.investment,
    p.certain,
    p.possible
FROM population p
LEFT JOIN bands b
    ON (b.at_least IS NULL OR p.investment >= b.at_least)
    AND (b.less_than IS NULL OR p.investment < b.less_than)
    AND p.investment IS NOT NULL
WHERE p.investment IS NULL OR b.label IS NOT NULL
;
CREATE OR REPLACE TEMPORARY VIEW shown AS
SELECT label, place FROM bands
