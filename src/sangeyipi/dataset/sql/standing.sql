-- standing：每个项目到所问的日子走到了哪一步。
-- asked 只有一行：as_of（日子，空着是全部记录）、phases（期，如 '1,2,3'，空着是全部）、
-- region（地区，空着是全部）、platform（监管平台，空着是不分）。
-- certain：确实到了第几步（签约 1、履约 2、开工 3、投产 4、达效 5）；到了后面的，前面的也到了。
-- possible：至多到了第几步；节点只写“已”、没有日期的，某一天到没到没人说得出，两者就不同。
-- 只知道月份的，从那个月的最后一天算起。
CREATE OR REPLACE TEMPORARY VIEW standing AS
SELECT
    s.*,
    GREATEST(
        s.certain,
        CASE
            WHEN s.unsaid THEN 5
            WHEN s.milestones_at_capacity IS NOT NULL AND s.milestones_at_capacity_last IS NULL
                AND s.ceiling >= 5 THEN 5
            WHEN s.milestones_producing IS NOT NULL AND s.milestones_producing_last IS NULL
                AND s.ceiling >= 4 THEN 4
            WHEN s.milestones_started IS NOT NULL AND s.milestones_started_last IS NULL
                AND s.ceiling >= 3 THEN 3
            WHEN s.milestones_committed IS NOT NULL AND s.milestones_committed_last IS NULL
                AND s.ceiling >= 2 THEN 2
            WHEN s.milestones_signed IS NOT NULL AND s.milestones_signed_last IS NULL
                AND s.ceiling >= 1 THEN 1
            ELSE 0
        END
    ) AS possible
FROM (
    SELECT
        p.*,
        a.as_of,
        -- 已调出的不计数；调出日之前照计。
        p.withdrawn_date IS NULL
            OR (a.as_of IS NOT NULL AND p.withdrawn_date_last > a.as_of) AS counts,
        LEAST(p.listed_signed, p.listed_started, p.listed_producing) AS first_phase,
        -- 不在册、又没有节点的，走到哪一步没有人知道。
        p.milestones_signed IS NULL AND p.milestones_committed IS NULL
            AND p.milestones_started IS NULL AND p.milestones_producing IS NULL
            AND p.milestones_at_capacity IS NULL AND p.listed_signed IS NULL
            AND p.listed_started IS NULL AND p.listed_producing IS NULL AS unsaid,
        CASE
            WHEN p.milestones_at_capacity IS NOT NULL
                AND (a.as_of IS NULL OR p.milestones_at_capacity_last <= a.as_of) THEN 5
            WHEN p.milestones_producing IS NOT NULL
                AND (a.as_of IS NULL OR p.milestones_producing_last <= a.as_of) THEN 4
            WHEN p.milestones_started IS NOT NULL
                AND (a.as_of IS NULL OR p.milestones_started_last <= a.as_of) THEN 3
            WHEN p.milestones_committed IS NOT NULL
                AND (a.as_of IS NULL OR p.milestones_committed_last <= a.as_of) THEN 2
            WHEN p.milestones_signed IS NOT NULL
                AND (a.as_of IS NULL OR p.milestones_signed_last <= a.as_of) THEN 1
            ELSE 0
        END AS certain,
        -- 那天还没到的节点，以后的也还没到。
        CASE
            WHEN a.as_of IS NULL THEN 0
            WHEN p.milestones_signed_last > a.as_of THEN 0
            WHEN p.milestones_committed_last > a.as_of THEN 1
            WHEN p.milestones_started_last > a.as_of THEN 2
            WHEN p.milestones_producing_last > a.as_of THEN 3
            WHEN p.milestones_at_capacity_last > a.as_of THEN 4
            ELSE 5
        END AS ceiling
    FROM projects p
    CROSS JOIN asked a
    WHERE a.region IS NULL OR p.region = a.region
) s
