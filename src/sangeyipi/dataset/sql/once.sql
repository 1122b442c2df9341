-- 去重：在同样的名单上的项目有几个、总投资多少（亿元）；与问的期无关，一个项目一次。
SELECT
    listed_signed,
    listed_started,
    listed_producing,
    on_platform,
    COUNT(*) AS projects,
    COALESCE(SUM(investment), 0) AS investment,
    COUNT(*) - COUNT(investment) AS lacking_investment
FROM standing
WHERE counts
    AND (listed_signed IS NOT NULL OR listed_started IS NOT NULL OR listed_producing IS NOT NULL)
GROUP BY listed_signed, listed_started, listed_producing, on_platform
