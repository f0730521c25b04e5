-- Money per source, domain and year. A rate is multiplied out where the number of its units is known,
-- and then marked as an estimate.

CREATE OR REPLACE VIEW task_costs AS
WITH frequency AS (
    SELECT task_id, max(coalesce(times, 1) * CASE every WHEN 'P1W' THEN 52 WHEN 'P1M' THEN 12 WHEN 'P3M' THEN 4
                                                        WHEN 'P6M' THEN 2 WHEN 'P1Y' THEN 1 END) AS per_year
    FROM task_deadlines WHERE kind = 'recurring' GROUP BY task_id
),
units AS (
    SELECT m.*, CASE lower(m.per) WHEN 'tuần' THEN 52 WHEN 'tháng' THEN 12 WHEN 'quý' THEN 4 WHEN 'năm' THEN 1
                                  WHEN 'kỳ' THEN f.per_year WHEN 'lần' THEN f.per_year
                                  WHEN 'số' THEN f.per_year END AS units
    FROM task_money m LEFT JOIN frequency f USING (task_id)
)
SELECT document_id, task_id, position, kind, source, per, units, amount_vnd,
       CASE kind WHEN 'amount' THEN amount_vnd WHEN 'rate' THEN amount_vnd * units END AS cost_vnd,
       kind = 'rate' AND units IS NOT NULL AS estimated
FROM units;
COMMENT ON VIEW task_costs IS 'What each sum of a task comes to in a year';
COMMENT ON COLUMN task_costs.document_id IS 'The plan';
COMMENT ON COLUMN task_costs.task_id IS 'The task';
COMMENT ON COLUMN task_costs.position IS '1-based place of the sum in its cell';
COMMENT ON COLUMN task_costs.kind IS 'amount, rate, self_funded, by_reference or source_only';
COMMENT ON COLUMN task_costs.source IS 'state, province, district, commune, own, or null';
COMMENT ON COLUMN task_costs.per IS 'The unit of a rate';
COMMENT ON COLUMN task_costs.units IS 'Units in a year, where known; null otherwise';
COMMENT ON COLUMN task_costs.amount_vnd IS 'Đồng as stated: the sum, or the rate';
COMMENT ON COLUMN task_costs.cost_vnd IS 'Đồng in all; null where the number of units is not known';
COMMENT ON COLUMN task_costs.estimated IS 'true where a rate was multiplied out';

CREATE OR REPLACE VIEW money_by_source AS
SELECT d.plan_year, coalesce(c.source, 'not stated') AS source, t.domain, c.estimated,
       count(*) AS sums, sum(c.cost_vnd) AS cost_vnd, count(DISTINCT c.task_id) AS tasks
FROM task_costs c JOIN tasks t USING (document_id, task_id) JOIN documents d USING (document_id)
WHERE c.cost_vnd IS NOT NULL
GROUP BY ALL;
COMMENT ON VIEW money_by_source IS 'Đồng per source, domain and year, estimates apart';
COMMENT ON COLUMN money_by_source.plan_year IS 'Year planned for';
COMMENT ON COLUMN money_by_source.source IS 'Where the money comes from';
COMMENT ON COLUMN money_by_source.domain IS 'Domain of the tasks';
COMMENT ON COLUMN money_by_source.estimated IS 'true for rates that were multiplied out';
COMMENT ON COLUMN money_by_source.sums IS 'Sums of money added up';
COMMENT ON COLUMN money_by_source.cost_vnd IS 'Đồng';
COMMENT ON COLUMN money_by_source.tasks IS 'Tasks that they belong to';
