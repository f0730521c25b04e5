-- One row per agency, deadline and sum of each task: the nested columns of `tasks`, unfolded.

CREATE OR REPLACE VIEW task_agencies AS
WITH named AS (
    SELECT document_id, task_id, 'lead' AS role, unnest(lead_agencies) AS agency,
           generate_subscripts(lead_agencies, 1) AS position FROM tasks
    UNION ALL
    SELECT document_id, task_id, 'cooperating' AS role, unnest(cooperating_agencies) AS agency,
           generate_subscripts(cooperating_agencies, 1) AS position FROM tasks
)
SELECT document_id, task_id, role, position, agency.agency_id AS agency_id, agency.name AS name,
       agency.kind AS kind, agency.level AS level, agency.detail AS detail, agency.known AS known
FROM named;
COMMENT ON VIEW task_agencies IS 'One row per task, role and agency';
COMMENT ON COLUMN task_agencies.document_id IS 'The plan';
COMMENT ON COLUMN task_agencies.task_id IS 'The task';
COMMENT ON COLUMN task_agencies.role IS 'lead or cooperating';
COMMENT ON COLUMN task_agencies.position IS '1-based place of the agency in its cell';
COMMENT ON COLUMN task_agencies.agency_id IS 'ASCII slug of the name';
COMMENT ON COLUMN task_agencies.name IS 'Canonical name; as printed where the register does not know it';
COMMENT ON COLUMN task_agencies.kind IS 'agency (one body) or group (a class of bodies)';
COMMENT ON COLUMN task_agencies.level IS 'central, province, district, commune, party or other';
COMMENT ON COLUMN task_agencies.detail IS 'What the cell says of this agency only';
COMMENT ON COLUMN task_agencies.known IS 'false where the name is not in the agency register';

CREATE OR REPLACE VIEW task_deadlines AS
WITH due AS (
    SELECT document_id, task_id, unnest(deadlines) AS deadline,
           generate_subscripts(deadlines, 1) AS position FROM tasks
)
SELECT document_id, task_id, position, deadline.kind AS kind, deadline.start AS start, deadline."end" AS "end",
       deadline.end_exclusive AS end_exclusive, deadline.edtf AS edtf, deadline.every AS every,
       deadline.times AS times, deadline.day_of_month AS day_of_month, deadline.rrule AS rrule,
       deadline.applies_to AS applies_to, deadline.text AS text
FROM due;
COMMENT ON VIEW task_deadlines IS 'One row per task and deadline';
COMMENT ON COLUMN task_deadlines.document_id IS 'The plan';
COMMENT ON COLUMN task_deadlines.task_id IS 'The task';
COMMENT ON COLUMN task_deadlines.position IS '1-based place of the deadline in its cell';
COMMENT ON COLUMN task_deadlines.kind IS 'date, period, ongoing, recurring, conditional or by_reference';
COMMENT ON COLUMN task_deadlines.start IS 'First day; null for a limit';
COMMENT ON COLUMN task_deadlines."end" IS 'Last day, or the limit';
COMMENT ON COLUMN task_deadlines.end_exclusive IS 'true where the day of "end" is already too late';
COMMENT ON COLUMN task_deadlines.edtf IS 'The date with its grain (ISO 8601-2); null for recurrences';
COMMENT ON COLUMN task_deadlines.every IS 'ISO 8601 duration between occurrences';
COMMENT ON COLUMN task_deadlines.times IS 'Occurrences per period, where stated';
COMMENT ON COLUMN task_deadlines.day_of_month IS 'Day on which an occurrence is due, where stated';
COMMENT ON COLUMN task_deadlines.rrule IS 'RFC 5545 recurrence rule';
COMMENT ON COLUMN task_deadlines.applies_to IS 'The agency or output that it is for, where named';
COMMENT ON COLUMN task_deadlines.text IS 'The words it was read from';

CREATE OR REPLACE VIEW task_money AS
WITH sums AS (
    SELECT document_id, task_id, unnest(money) AS sum, generate_subscripts(money, 1) AS position FROM tasks
)
SELECT document_id, task_id, position, sum.kind AS kind, sum.amount_vnd AS amount_vnd, sum.per AS per,
       sum.source AS source, sum.text AS text
FROM sums;
COMMENT ON VIEW task_money IS 'One row per task and sum of money';
COMMENT ON COLUMN task_money.document_id IS 'The plan';
COMMENT ON COLUMN task_money.task_id IS 'The task';
COMMENT ON COLUMN task_money.position IS '1-based place of the sum in its cell';
COMMENT ON COLUMN task_money.kind IS 'amount, rate, self_funded, by_reference or source_only';
COMMENT ON COLUMN task_money.amount_vnd IS 'Đồng; of a range the upper end';
COMMENT ON COLUMN task_money.per IS 'The unit of a rate';
COMMENT ON COLUMN task_money.source IS 'state, province, district, commune, own, or null';
COMMENT ON COLUMN task_money.text IS 'The words it was read from';
