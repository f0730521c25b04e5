-- The questions that people ask, each a view.

CREATE OR REPLACE VIEW agencies AS
SELECT agency_id, any_value(name ORDER BY name) AS name, any_value(kind ORDER BY kind) AS kind,
       any_value(level ORDER BY level) AS level, bool_and(known) AS known,
       count(*) FILTER (role = 'lead') AS lead_tasks, count(*) FILTER (role = 'cooperating') AS cooperating_tasks,
       count(DISTINCT document_id) AS documents
FROM task_agencies GROUP BY agency_id;
COMMENT ON VIEW agencies IS 'One row per agency named in the store, with how often';
COMMENT ON COLUMN agencies.agency_id IS 'ASCII slug of the name';
COMMENT ON COLUMN agencies.name IS 'Canonical name';
COMMENT ON COLUMN agencies.kind IS 'agency or group';
COMMENT ON COLUMN agencies.level IS 'central, province, district, commune, party or other';
COMMENT ON COLUMN agencies.known IS 'false where the name is not in the agency register';
COMMENT ON COLUMN agencies.lead_tasks IS 'Tasks that it leads';
COMMENT ON COLUMN agencies.cooperating_tasks IS 'Tasks in which it cooperates';
COMMENT ON COLUMN agencies.documents IS 'Plans that name it in a task';

CREATE OR REPLACE VIEW agency_workload AS
SELECT a.agency_id, any_value(a.name) AS name, d.document_id, any_value(d.province) AS province,
       any_value(d.province_now) AS province_now, any_value(d.plan_year) AS plan_year,
       count(*) FILTER (a.role = 'lead') AS lead_tasks, count(*) FILTER (a.role = 'cooperating') AS cooperating_tasks
FROM task_agencies a JOIN documents d USING (document_id)
GROUP BY a.agency_id, d.document_id;
COMMENT ON VIEW agency_workload IS 'How much each plan gives each agency to do';
COMMENT ON COLUMN agency_workload.agency_id IS 'The agency';
COMMENT ON COLUMN agency_workload.name IS 'Its canonical name';
COMMENT ON COLUMN agency_workload.document_id IS 'The plan';
COMMENT ON COLUMN agency_workload.province IS 'Province of the plan, as it was';
COMMENT ON COLUMN agency_workload.province_now IS 'The province that it belongs to since 1 July 2025';
COMMENT ON COLUMN agency_workload.plan_year IS 'Year planned for';
COMMENT ON COLUMN agency_workload.lead_tasks IS 'Tasks that it leads';
COMMENT ON COLUMN agency_workload.cooperating_tasks IS 'Tasks in which it cooperates';

CREATE OR REPLACE VIEW unassigned_tasks AS
SELECT document_id, task_id, line_start, line_end, description,
       len(lead_agencies) = 0 AS without_lead, len(deadlines) = 0 AS without_deadline
FROM tasks WHERE origin = 'table' AND (len(lead_agencies) = 0 OR len(deadlines) = 0);
COMMENT ON VIEW unassigned_tasks IS 'Rows of task tables that name no lead, or no time';
COMMENT ON COLUMN unassigned_tasks.document_id IS 'The plan';
COMMENT ON COLUMN unassigned_tasks.task_id IS 'The task';
COMMENT ON COLUMN unassigned_tasks.line_start IS 'First source line';
COMMENT ON COLUMN unassigned_tasks.line_end IS 'Last source line';
COMMENT ON COLUMN unassigned_tasks.description IS 'The task as printed';
COMMENT ON COLUMN unassigned_tasks.without_lead IS 'true where nobody leads';
COMMENT ON COLUMN unassigned_tasks.without_deadline IS 'true where no time is given';

CREATE OR REPLACE VIEW targets_by_comparator AS
SELECT comparator, unit, count(*) AS targets, count(DISTINCT document_id) AS documents,
       min(value) AS least, median(value) AS middle, max(value) AS most
FROM targets GROUP BY comparator, unit;
COMMENT ON VIEW targets_by_comparator IS 'Measurable goals, by how they compare and in which unit';
COMMENT ON COLUMN targets_by_comparator.comparator IS '>=, >, =, <=, < or rank<=';
COMMENT ON COLUMN targets_by_comparator.unit IS 'percent, rank, or the word of the thing counted';
COMMENT ON COLUMN targets_by_comparator.targets IS 'Goals';
COMMENT ON COLUMN targets_by_comparator.documents IS 'Plans that set such a goal';
COMMENT ON COLUMN targets_by_comparator.least IS 'Smallest value';
COMMENT ON COLUMN targets_by_comparator.middle IS 'Median value';
COMMENT ON COLUMN targets_by_comparator.most IS 'Largest value';

CREATE OR REPLACE VIEW legal_bases AS
SELECT kind, number, any_value(text ORDER BY text) AS text, any_value(issuer ORDER BY issuer DESC) AS issuer,
       max(issued_on) AS issued_on, count(*) AS mentions, count(*) FILTER (role = 'basis') AS bases,
       count(DISTINCT document_id) AS documents
FROM citations GROUP BY kind, number, CASE WHEN number = '' THEN text END;
COMMENT ON VIEW legal_bases IS 'Legal documents that plans name, with how often';
COMMENT ON COLUMN legal_bases.kind IS 'Luật, Nghị định, Quyết định …';
COMMENT ON COLUMN legal_bases.number IS 'Its number; empty for laws named by title';
COMMENT ON COLUMN legal_bases.text IS 'One of the wordings that name it';
COMMENT ON COLUMN legal_bases.issuer IS 'Who issued it';
COMMENT ON COLUMN legal_bases.issued_on IS 'Its date, where stated';
COMMENT ON COLUMN legal_bases.mentions IS 'All mentions';
COMMENT ON COLUMN legal_bases.bases IS 'Mentions in the Căn cứ lines';
COMMENT ON COLUMN legal_bases.documents IS 'Plans that name it';

CREATE OR REPLACE VIEW finding_counts AS
SELECT code, severity, count(*) AS findings, count(DISTINCT coalesce(nullif(document_id, ''), source_file)) AS documents
FROM findings GROUP BY code, severity;
COMMENT ON VIEW finding_counts IS 'What careful readers would be told, by code';
COMMENT ON COLUMN finding_counts.code IS 'Code of the finding';
COMMENT ON COLUMN finding_counts.severity IS 'error, warning or info';
COMMENT ON COLUMN finding_counts.findings IS 'How many';
COMMENT ON COLUMN finding_counts.documents IS 'In how many documents';
