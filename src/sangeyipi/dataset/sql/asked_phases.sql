-- asked_phases：每一期举行的日子，和它在不在所问之内（要在所问的日子以前举行）。
CREATE OR REPLACE TEMPORARY VIEW asked_phases AS
SELECT
    h.phase,
    h.date,
    (a.as_of IS NULL OR h.date <= a.as_of)
        AND (
            a.phases IS NULL
            OR CONCAT(',', a.phases, ',') LIKE CONCAT('%,', CAST(h.phase AS STRING), ',%')
        ) AS chosen
FROM phases h
CROSS JOIN asked a
