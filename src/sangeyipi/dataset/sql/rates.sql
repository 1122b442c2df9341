-- 率：所问各期合在一起，每一个率的分子和分母，按个数。
-- 分子、分母有一个不知道（或只是“至少”）、分母是 0 的，两个都空着，率是“—”。
-- 有汇总的范围见 figures 表（summary.sql 取的就是它）：这里没有行。
WITH told AS (
    SELECT l.*, a.platform IS NOT NULL AND l.on_platform IS NULL AS unsure
    FROM listed l
    CROSS JOIN asked a
    WHERE (a.platform IS NULL OR l.on_platform IS NULL OR l.on_platform = a.platform) AND l.counts
),
setting AS (
    SELECT s.started_base = '履约' AS committed_base, r.rollups
    FROM settings s
    CROSS JOIN (SELECT COUNT(*) AS rollups FROM rollups) r
),
added AS (
    SELECT
        r.rate,
        r.batch,
        r.step,
        COUNT(CASE WHEN t.unsure THEN 1 END) AS unsure,
        COUNT(CASE WHEN NOT t.unsure THEN 1 END) AS n,
        COUNT(CASE WHEN NOT t.unsure AND t.certain >= r.step THEN 1 END) AS reached,
        COUNT(CASE WHEN NOT t.unsure AND t.certain < r.step AND t.possible >= r.step THEN 1 END)
            AS open,
        COUNT(CASE WHEN NOT t.unsure AND t.certain >= 2 THEN 1 END) AS committed,
        COUNT(CASE WHEN NOT t.unsure AND t.certain < 2 AND t.possible >= 2 THEN 1 END)
            AS committed_open
    FROM rates r
    LEFT JOIN told t ON t.batch = r.batch
    GROUP BY r.rate, r.batch, r.step
),
based AS (
    SELECT
        a.*,
        CASE
            WHEN NOT (s.committed_base AND a.batch = '签约' AND a.step = 3) THEN a.n
            WHEN a.committed_open = 0 THEN a.committed
        END AS base
    FROM added a
    CROSS JOIN setting s
    WHERE s.rollups = 0
)
SELECT
    rate,
    batch,
    CASE WHEN unsure = 0 AND open = 0 AND reached <= base AND base > 0 THEN reached END AS part,
    CASE WHEN unsure = 0 AND open = 0 AND reached <= base AND base > 0 THEN base END AS whole
FROM based
ORDER BY rate
