-- 分地区；接着运行 by.sql。
CREATE OR REPLACE TEMPORARY VIEW grouped AS
SELECT
    COALESCE(p.region, '未填地区') AS label,
    CAST(NULL AS INT) AS place,
    p.unsure,
    p.investment,
    p.certain,
    p.possible
FROM population p
;
CREATE OR REPLACE TEMPORARY VIEW shown AS
SELECT CAST(NULL AS STRING) AS label, CAST(NULL AS INT) AS place FROM asked WHERE FALSE
