-- 进展：所问各期各批的项次走到了哪一步，个数和总投资（亿元）。
-- lacking_…：其中没有写的个数；不是 0，那个和就是不知道（“—”）。
-- 有汇总的范围，这里只是列出的项目：汇总的归并见 figures 表。
SELECT
    phase,
    batch,
    on_platform,
    converted,
    certain,
    possible,
    counts,
    COUNT(*) AS listings,
    COALESCE(SUM(investment), 0) AS investment,
    COUNT(*) - COUNT(investment) AS lacking_investment,
    COALESCE(SUM(funds), 0) AS funds,
    COUNT(*) - COUNT(funds) AS lacking_funds
FROM listed
GROUP BY phase, batch, on_platform, converted, certain, possible, counts
ORDER BY phase, batch, on_platform, converted, certain, possible, counts
