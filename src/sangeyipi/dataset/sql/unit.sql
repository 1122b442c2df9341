-- 分责任单位：grouped 说明每个项目在哪一类；接着运行 by.sql。
-- 别的只写一个值的列（属地、建设单位等）也这样分：把 unit 和“责任单位”换掉。
CREATE OR REPLACE TEMPORARY VIEW grouped AS
SELECT
    COALESCE(p.unit, '未填责任单位') AS label,
    CAST(NULL AS INT) AS place,
    p.unsure,
    p.investment,
    p.certain,
    p.possible
FROM population p
;
CREATE OR REPLACE TEMPORARY VIEW shown AS
SELECT CAST(NULL AS STRING) AS label, CAST(NULL AS INT) AS place FROM asked WHERE FALSE
