-- 分领域：按 ledger.yaml“领域”的顺序；接着运行 by.sql。
CREATE OR REPLACE TEMPORARY VIEW grouped AS
SELECT
    COALESCE(p.sector, '未填领域') AS label,
    s.place,
    p.unsure,
    p.investment,
    p.certain,
    p.possible
FROM population p
LEFT JOIN sectors s ON s.label = p.sector
;
CREATE OR REPLACE TEMPORARY VIEW shown AS
SELECT CAST(NULL AS STRING) AS label, CAST(NULL AS INT) AS place FROM asked WHERE FALSE
