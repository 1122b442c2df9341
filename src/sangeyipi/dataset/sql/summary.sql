-- 汇总：所问各期合在一起，各批一行，合计一行，即 sgyp summary --phase 的表。
-- …_at_least 为真：这个数是“至少”（≥）；空着：不知道（“—”）。
-- 率和占比是 x ÷ x_of；两个都空着，率是“—”。
-- 台账有汇总的：数由 sgyp 归并好，取自 figures 表；那里没有的问法没有行，不会少算。
WITH told AS (
    SELECT l.*, a.platform IS NOT NULL AND l.on_platform IS NULL AS unsure
    FROM listed l
    CROSS JOIN asked a
    WHERE a.platform IS NULL OR l.on_platform IS NULL OR l.on_platform = a.platform
),
setting AS (
    SELECT s.converted_in_total, s.started_base = '履约' AS committed_base, r.rollups
    FROM settings s
    CROSS JOIN (SELECT COUNT(*) AS rollups FROM rollups) r
),
-- 每一批，和三批合在一起：合计可以不算转化（口径）。
each_and_all AS (
    SELECT
        CASE WHEN w.whole THEN '合计' ELSE t.batch END AS batch,
        t.own,
        t.next,
        t.certain,
        t.possible,
        t.investment,
        NOT t.unsure AS inside,
        NOT t.unsure AND t.counts AS mine,
        NOT t.unsure AND t.counts AND NOT (w.whole AND t.converted AND NOT s.converted_in_total)
            AS counted,
        t.unsure AND t.counts AS doubtful
    FROM told t
    CROSS JOIN (VALUES (FALSE), (TRUE)) AS w(whole)
    CROSS JOIN setting s
),
added AS (
    SELECT
        batch,
        COUNT(CASE WHEN inside THEN 1 END) AS listings,
        COUNT(CASE WHEN doubtful THEN 1 END) AS unsure,
        COUNT(CASE WHEN counted THEN 1 END) AS n,
        COALESCE(SUM(CASE WHEN counted THEN investment END), 0) AS invested,
        COUNT(CASE WHEN counted AND investment IS NULL THEN 1 END) AS lacking,
        COUNT(CASE WHEN mine AND certain >= own THEN 1 END) AS own_n,
        COUNT(CASE WHEN mine AND certain < own AND possible >= own THEN 1 END) AS own_open,
        COALESCE(SUM(CASE WHEN mine AND certain >= own THEN investment END), 0) AS own_invested,
        COUNT(CASE WHEN mine AND certain >= next THEN 1 END) AS next_n,
        COUNT(CASE WHEN mine AND certain < next AND possible >= next THEN 1 END) AS next_open,
        COALESCE(SUM(CASE WHEN mine AND certain >= next THEN investment END), 0) AS next_invested,
        COUNT(CASE WHEN mine AND certain >= 2 THEN 1 END) AS committed_n,
        COUNT(CASE WHEN mine AND certain < 2 AND possible >= 2 THEN 1 END) AS committed_open,
        COALESCE(SUM(CASE WHEN mine AND certain >= 2 THEN investment END), 0) AS committed_invested
    FROM each_and_all
    GROUP BY batch
),
-- 个数和投资：没有这张名单是“—”，有一个没写投资的，投资是“—”。
figured AS (
    SELECT
        b.place,
        b.batch,
        b.batch = '合计' AS whole,
        a.unsure > 0 AS open_platform,
        CASE WHEN a.listings > 0 THEN a.n END AS n,
        CASE WHEN a.listings > 0 AND a.lacking = 0 THEN a.invested END AS invested,
        CASE WHEN a.listings > 0 AND (a.own_open = 0 OR a.own_n > 0) THEN a.own_n END AS own_n,
        CASE WHEN a.listings > 0 AND (a.next_open = 0 OR a.next_n > 0) THEN a.next_n END AS next_n,
        a.own_open > 0 AS own_open,
        a.next_open > 0 AS next_open,
        -- 率的分母：名单上的个数；口径是履约的，签约开工率的分母是已履约的。
        CASE
            WHEN b.batch = '签约' AND s.committed_base
                THEN CASE WHEN a.committed_open = 0 THEN a.committed_n END
            ELSE a.n
        END AS next_base,
        CASE
            WHEN b.batch = '签约' AND s.committed_base
                THEN CASE WHEN a.committed_open = 0 THEN a.committed_invested END
            ELSE a.invested
        END AS next_base_invested,
        a.own_invested,
        a.next_invested,
        s.converted_in_total OR b.batch = '合计' AS shares
    FROM (VALUES (1, '签约'), (2, '开工'), (3, '投产'), (4, '合计')) AS b(place, batch)
    LEFT JOIN added a ON a.batch = b.batch
    CROSS JOIN setting s
    WHERE s.rollups = 0
),
rated AS (
    SELECT
        f.*,
        w.n AS all_n,
        w.invested AS all_invested,
        NOT f.open_platform AND NOT f.whole AS steps,
        NOT f.open_platform AND NOT w.open_platform AND f.shares AS parts
    FROM figured f
    LEFT JOIN figured w ON w.whole
)
SELECT
    place,
    CASE WHEN whole THEN batch ELSE CONCAT(batch, '一批') END AS label,
    batch,
    n AS count,
    n IS NOT NULL AND open_platform AS count_at_least,
    CAST(CASE WHEN parts AND n <= all_n AND all_n > 0 THEN n END AS DECIMAL(28, 4)) AS share_count,
    CAST(CASE WHEN parts AND n <= all_n AND all_n > 0 THEN all_n END AS DECIMAL(28, 4))
        AS share_count_of,
    CAST(invested AS DECIMAL(28, 4)) AS investment,
    invested IS NOT NULL AND open_platform AS investment_at_least,
    CAST(CASE WHEN parts AND invested <= all_invested AND all_invested > 0 THEN invested END
        AS DECIMAL(28, 4)) AS share_investment,
    CAST(CASE WHEN parts AND invested <= all_invested AND all_invested > 0 THEN all_invested END
        AS DECIMAL(28, 4)) AS share_investment_of,
    CASE WHEN NOT whole THEN own_n END AS own_reached,
    NOT whole AND own_n IS NOT NULL AND (open_platform OR own_open) AS own_reached_at_least,
    CAST(CASE WHEN steps AND NOT own_open AND own_n <= n AND n > 0
        THEN own_n END AS DECIMAL(28, 4)) AS own_rate,
    CAST(CASE WHEN steps AND NOT own_open AND own_n <= n AND n > 0
        THEN n END AS DECIMAL(28, 4)) AS own_rate_of,
    CAST(CASE WHEN steps AND NOT own_open AND own_invested <= invested AND invested > 0 AND invested IS NOT NULL
        THEN own_invested END AS DECIMAL(28, 4)) AS own_rate_investment,
    CAST(CASE WHEN steps AND NOT own_open AND own_invested <= invested AND invested > 0 AND invested IS NOT NULL
        THEN invested END AS DECIMAL(28, 4)) AS own_rate_investment_of,
    CASE WHEN NOT whole THEN next_n END AS next_reached,
    NOT whole AND next_n IS NOT NULL AND (open_platform OR next_open) AS next_reached_at_least,
    CAST(CASE WHEN steps AND NOT next_open AND next_n <= next_base AND next_base > 0
        THEN next_n END AS DECIMAL(28, 4)) AS next_rate,
    CAST(CASE WHEN steps AND NOT next_open AND next_n <= next_base AND next_base > 0
        THEN next_base END AS DECIMAL(28, 4)) AS next_rate_of,
    CAST(CASE WHEN steps AND NOT next_open AND next_invested <= next_base_invested AND next_base_invested > 0 AND invested IS NOT NULL
        THEN next_invested END AS DECIMAL(28, 4)) AS next_rate_investment,
    CAST(CASE WHEN steps AND NOT next_open AND next_invested <= next_base_invested AND next_base_invested > 0 AND invested IS NOT NULL
        THEN next_base_invested END AS DECIMAL(28, 4)) AS next_rate_investment_of
FROM rated
UNION ALL
SELECT
    f.place, f.label, f.batch, f.count, f.count_at_least, f.share_count, f.share_count_of,
    f.investment, f.investment_at_least, f.share_investment, f.share_investment_of,
    f.own_reached, f.own_reached_at_least, f.own_rate, f.own_rate_of, f.own_rate_investment,
    f.own_rate_investment_of, f.next_reached, f.next_reached_at_least, f.next_rate, f.next_rate_of,
    f.next_rate_investment, f.next_rate_investment_of
FROM figures f
CROSS JOIN asked a
CROSS JOIN setting s
WHERE s.rollups > 0
    AND f.as_of IS NOT DISTINCT FROM a.as_of
    AND f.platform IS NOT DISTINCT FROM a.platform
    AND ((a.phases IS NULL AND f.every) OR f.phases = a.phases)
    AND (a.region IS NULL OR f.region = a.region)
ORDER BY place
