-- population：按项目计的表里有谁，每个项目一次：问了期的，是在这些期名单上的；没有问的，是全部，
-- 到所问的日子既没有列入、又没有到过有日期的节点的除外。
-- unsure：问了监管平台、而这个项目没有写的：不计入，个数成为“至少”。
CREATE OR REPLACE TEMPORARY VIEW population AS
SELECT
    s.*,
    a.platform IS NOT NULL AND s.on_platform IS NULL AS unsure
FROM standing s
CROSS JOIN asked a
LEFT JOIN asked_phases h1 ON h1.phase = s.listed_signed
LEFT JOIN asked_phases h2 ON h2.phase = s.listed_started
LEFT JOIN asked_phases h3 ON h3.phase = s.listed_producing
WHERE s.counts
    AND (a.platform IS NULL OR s.on_platform IS NULL OR s.on_platform = a.platform)
    AND CASE
        WHEN a.phases IS NOT NULL THEN COALESCE(h1.chosen, FALSE) OR COALESCE(h2.chosen, FALSE)
            OR COALESCE(h3.chosen, FALSE)
        WHEN a.as_of IS NULL THEN TRUE
        ELSE COALESCE(
            LEAST(
                h1.date, h2.date, h3.date,
                s.milestones_signed_last, s.milestones_committed_last, s.milestones_started_last,
                s.milestones_producing_last, s.milestones_at_capacity_last
            ) <= a.as_of,
            TRUE
        )
    END
