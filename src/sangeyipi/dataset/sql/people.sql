-- 分人（包联领导、首席服务员等写着几个人的列）：每一位的行里都计，合计只计一次；接着运行 by.sql。
CREATE OR REPLACE TEMPORARY VIEW grouped AS
SELECT
    COALESCE(n.name, '未填包联领导') AS label,
    CAST(NULL AS INT) AS place,
    p.unsure,
    p.investment,
    p.certain,
    p.possible
FROM population p
LEFT JOIN people n ON n.project = p.id AND n.key = 'leader'
;
CREATE OR REPLACE TEMPORARY VIEW shown AS
SELECT CAST(NULL AS STRING) AS label, CAST(NULL AS INT) AS place FROM asked WHERE FALSE
