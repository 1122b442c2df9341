-- listed：项次。一个项目在一张名单（一期的一批）上算一次；own、next 是这一批自己的和下一个节点是第几步。
-- 已调出的也在（counts 为假）：名单还在，只是没有了项目，个数是 0，不是不知道。
CREATE OR REPLACE TEMPORARY VIEW listed AS
SELECT
    s.id,
    s.region,
    s.on_platform,
    s.investment,
    -- 报月调度的，到位资金以最后报的为准；某一天的要看各月的报表，由 sgyp 算，这里空着。
    CASE WHEN r.id IS NULL THEN s.funds WHEN s.as_of IS NULL THEN r.funds END AS funds,
    s.counts,
    s.certain,
    s.possible,
    b.batch,
    b.own,
    b.next,
    h.phase,
    -- 转化：以前在更早一期的名单上。
    h.phase > s.first_phase AS converted
FROM standing s
CROSS JOIN (VALUES ('签约', 1, 3), ('开工', 3, 4), ('投产', 4, 5)) AS b(batch, own, next)
JOIN asked_phases h
    ON h.phase = CASE
        WHEN b.own = 1 THEN s.listed_signed
        WHEN b.own = 3 THEN s.listed_started
        ELSE s.listed_producing
    END
LEFT JOIN (
    SELECT
        id,
        MAX_BY(funds_to_date, CASE WHEN funds_to_date IS NOT NULL THEN month END) AS funds
    FROM reports
    GROUP BY id
) r ON r.id = s.id
WHERE h.chosen
