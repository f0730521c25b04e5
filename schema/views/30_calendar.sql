-- What falls due when. A recurrence is expanded over the plan period; a period falls due on its last day.

CREATE OR REPLACE VIEW due_dates AS
WITH steps AS (
    SELECT document_id, task_id, position, kind, start, "end", end_exclusive, day_of_month, applies_to, text,
           CASE every WHEN 'P1W' THEN INTERVAL 7 DAY WHEN 'P1M' THEN INTERVAL 1 MONTH
                      WHEN 'P3M' THEN INTERVAL 3 MONTH WHEN 'P6M' THEN INTERVAL 6 MONTH
                      WHEN 'P1Y' THEN INTERVAL 1 YEAR END AS step
    FROM task_deadlines WHERE "end" IS NOT NULL AND kind <> 'ongoing'
),
occurrences AS (
    SELECT * EXCLUDE (step), step IS NOT NULL AS repeats,
           CASE WHEN step IS NULL THEN ["end"]
                ELSE list_transform(generate_series(start::TIMESTAMP, "end"::TIMESTAMP, step),
                                    lambda first: least((first + step - INTERVAL 1 DAY)::DATE, "end")) END AS ends
    FROM steps WHERE step IS NULL OR start IS NOT NULL
)
SELECT document_id, task_id, position, kind, repeats,
       CASE WHEN end_exclusive THEN last - 1
            WHEN repeats AND day_of_month IS NOT NULL
            THEN least(make_date(year(last), month(last), 1) + (day_of_month::INTEGER - 1), last_day(last))
            ELSE last END AS due_on,
       applies_to, text
FROM (SELECT * EXCLUDE (ends), unnest(ends) AS last FROM occurrences);
COMMENT ON VIEW due_dates IS 'One row per task and day on which something falls due';
COMMENT ON COLUMN due_dates.document_id IS 'The plan';
COMMENT ON COLUMN due_dates.task_id IS 'The task';
COMMENT ON COLUMN due_dates.position IS '1-based place of the deadline in its cell';
COMMENT ON COLUMN due_dates.kind IS 'Kind of the deadline';
COMMENT ON COLUMN due_dates.repeats IS 'true for an occurrence of a recurrence';
COMMENT ON COLUMN due_dates.due_on IS 'The last day that is in time: the last of a period, the day before a "trước" limit';
COMMENT ON COLUMN due_dates.applies_to IS 'The agency or output that it is for, where named';
COMMENT ON COLUMN due_dates.text IS 'The words it was read from';

CREATE OR REPLACE VIEW due_calendar AS
SELECT d.document_id, d.province, d.province_now, year(due_on) AS year, quarter(due_on) AS quarter,
       month(due_on) AS month, count(*) AS due, count(DISTINCT task_id) AS tasks
FROM due_dates JOIN documents d USING (document_id)
GROUP BY ALL;
COMMENT ON VIEW due_calendar IS 'How much falls due in each month, by plan';
COMMENT ON COLUMN due_calendar.document_id IS 'The plan';
COMMENT ON COLUMN due_calendar.province IS 'Its province, as it was';
COMMENT ON COLUMN due_calendar.province_now IS 'The province that it belongs to since 1 July 2025';
COMMENT ON COLUMN due_calendar.year IS 'Year';
COMMENT ON COLUMN due_calendar.quarter IS 'Quarter, 1 to 4';
COMMENT ON COLUMN due_calendar.month IS 'Month, 1 to 12';
COMMENT ON COLUMN due_calendar.due IS 'Things that fall due';
COMMENT ON COLUMN due_calendar.tasks IS 'Tasks that they belong to';
