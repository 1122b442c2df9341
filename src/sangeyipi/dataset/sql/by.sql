-- 分类：grouped 里的每一类一行，合计一行，每个项目只计一次（一类里）。
-- 先运行 sector.sql、unit.sql、region.sql、band.sql 之一：它说明每个项目在哪一类（label、place）。
-- …_at_least 为真：这个数是“至少”（≥）；x ÷ x_of 是占比；空着是不知道（“—”）。
-- 汇总不能按领域、单位这样拆分，不在其中。
WITH each_and_all AS (
    SELECT FALSE AS whole, label, place, unsure, investment, certain, possible FROM grouped
    UNION ALL
    SELECT TRUE, '合计', NULL, unsure, investment, certain, possible FROM population
    UNION ALL
    -- 没有项目也要列的类。
    SELECT FALSE, label, place, NULL, NULL, NULL, NULL FROM shown
),
added AS (
    SELECT
        whole,
        label,
        MIN(place) AS place,
        COUNT(CASE WHEN NOT unsure THEN 1 END) AS n,
        COUNT(CASE WHEN unsure THEN 1 END) AS unsure,
        COALESCE(SUM(CASE WHEN NOT unsure THEN investment END), 0) AS invested,
        COUNT(CASE WHEN NOT unsure AND investment IS NULL THEN 1 END) AS lacking,
        COUNT(CASE WHEN NOT unsure AND certain >= 1 THEN 1 END) AS signed_n,
        COUNT(CASE WHEN NOT unsure AND certain < 1 AND possible >= 1 THEN 1 END) AS signed_open,
        COUNT(CASE WHEN NOT unsure AND certain >= 2 THEN 1 END) AS committed_n,
        COUNT(CASE WHEN NOT unsure AND certain < 2 AND possible >= 2 THEN 1 END) AS committed_open,
        COUNT(CASE WHEN NOT unsure AND certain >= 3 THEN 1 END) AS started_n,
        COUNT(CASE WHEN NOT unsure AND certain < 3 AND possible >= 3 THEN 1 END) AS started_open,
        COUNT(CASE WHEN NOT unsure AND certain >= 4 THEN 1 END) AS producing_n,
        COUNT(CASE WHEN NOT unsure AND certain < 4 AND possible >= 4 THEN 1 END) AS producing_open,
        COUNT(CASE WHEN NOT unsure AND certain >= 5 THEN 1 END) AS at_capacity_n,
        COUNT(CASE WHEN NOT unsure AND certain < 5 AND possible >= 5 THEN 1 END) AS at_capacity_open
    FROM each_and_all
    GROUP BY whole, label
)
SELECT
    g.whole,
    g.label,
    g.place,
    g.unsure,
    g.lacking,
    g.n AS count,
    g.unsure > 0 AS count_at_least,
    CASE WHEN w.unsure = 0 AND w.n > 0 THEN g.n END AS share_count,
    CASE WHEN w.unsure = 0 AND w.n > 0 THEN w.n END AS share_count_of,
    CAST(CASE WHEN g.lacking = 0 THEN g.invested END AS DECIMAL(28, 4)) AS investment,
    g.unsure > 0 AND g.lacking = 0 AS investment_at_least,
    CAST(CASE WHEN w.unsure = 0 AND w.lacking = 0 AND g.lacking = 0 AND w.invested > 0
        THEN g.invested END AS DECIMAL(28, 4)) AS share_investment,
    CAST(CASE WHEN w.unsure = 0 AND w.lacking = 0 AND g.lacking = 0 AND w.invested > 0
        THEN w.invested END AS DECIMAL(28, 4)) AS share_investment_of,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.signed_open = 0 OR g.signed_n > 0) THEN g.signed_n END AS signed,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.signed_open = 0 OR g.signed_n > 0) THEN g.n END AS signed_of,
    g.unsure = 0 AND g.signed_open > 0 AND g.signed_n > 0 AS signed_at_least,
    g.signed_n AS signed_certain,
    g.signed_open,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.committed_open = 0 OR g.committed_n > 0) THEN g.committed_n END AS committed,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.committed_open = 0 OR g.committed_n > 0) THEN g.n END AS committed_of,
    g.unsure = 0 AND g.committed_open > 0 AND g.committed_n > 0 AS committed_at_least,
    g.committed_n AS committed_certain,
    g.committed_open,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.started_open = 0 OR g.started_n > 0) THEN g.started_n END AS started,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.started_open = 0 OR g.started_n > 0) THEN g.n END AS started_of,
    g.unsure = 0 AND g.started_open > 0 AND g.started_n > 0 AS started_at_least,
    g.started_n AS started_certain,
    g.started_open,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.producing_open = 0 OR g.producing_n > 0) THEN g.producing_n END AS producing,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.producing_open = 0 OR g.producing_n > 0) THEN g.n END AS producing_of,
    g.unsure = 0 AND g.producing_open > 0 AND g.producing_n > 0 AS producing_at_least,
    g.producing_n AS producing_certain,
    g.producing_open,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.at_capacity_open = 0 OR g.at_capacity_n > 0) THEN g.at_capacity_n END AS at_capacity,
    CASE WHEN g.unsure = 0 AND g.n > 0 AND (g.at_capacity_open = 0 OR g.at_capacity_n > 0) THEN g.n END AS at_capacity_of,
    g.unsure = 0 AND g.at_capacity_open > 0 AND g.at_capacity_n > 0 AS at_capacity_at_least,
    g.at_capacity_n AS at_capacity_certain,
    g.at_capacity_open
FROM added g
JOIN added w ON w.whole
ORDER BY
    g.whole,
    CASE WHEN g.label LIKE '未填%' THEN 1 ELSE 0 END,
    COALESCE(g.place, 1000000),
    g.n DESC,
    g.label
