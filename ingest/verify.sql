-- What must never be in a store. Each section begins with what is wrong; its question gives an `example` for
-- each case. The tables are those of the store; `stored` is the documents that the list of sources names,
-- `codes` the catalogue of findings.

-- ! two documents with one id
SELECT document_id AS example FROM documents GROUP BY document_id HAVING count(*) > 1;

-- ! two tasks with one id
SELECT task_id AS example FROM tasks GROUP BY task_id HAVING count(*) > 1;

-- ! two items with one id
SELECT item_id AS example FROM items GROUP BY item_id HAVING count(*) > 1;

-- ! documents that the list of sources does not name
SELECT document_id AS example FROM documents ANTI JOIN stored USING (document_id);

-- ! documents of the list of sources that are not there
SELECT document_id AS example FROM stored ANTI JOIN documents USING (document_id);

-- ! rows of documents that are not there
SELECT DISTINCT table_name || ' of ' || document_id AS example
FROM (
    SELECT 'tasks' AS table_name, document_id FROM tasks
    UNION ALL SELECT 'items', document_id FROM items
    UNION ALL SELECT 'targets', document_id FROM targets
    UNION ALL SELECT 'citations', document_id FROM citations
    UNION ALL SELECT 'lines', document_id FROM lines
    UNION ALL SELECT 'findings', document_id FROM findings WHERE document_id IS NOT NULL
)
ANTI JOIN documents USING (document_id);

-- ! tasks that name an item which is not there
SELECT task_id AS example FROM tasks ANTI JOIN items USING (document_id, item_id) WHERE item_id <> '';

-- ! targets that name an item which is not there
SELECT document_id || ' ' || item_id AS example FROM targets ANTI JOIN items USING (document_id, item_id);

-- ! lines that name a task or item which is not there
SELECT document_id || ' line ' || line_no AS example
FROM lines
ANTI JOIN (SELECT document_id, task_id AS ref FROM tasks UNION SELECT document_id, item_id FROM items) USING (document_id, ref)
WHERE ref <> '';

-- ! documents whose ledger does not have each line once
SELECT document_id AS example
FROM documents
LEFT JOIN (
    SELECT document_id, count(*) AS lines, count(DISTINCT line_no) AS numbers, min(line_no) AS first, max(line_no) AS last
    FROM lines
    GROUP BY document_id
) USING (document_id)
WHERE coalesce(lines, 0) <> line_count
    OR (line_count > 0 AND (numbers <> line_count OR first <> 1 OR last <> line_count));

-- ! documents that say another number of tasks than there are
SELECT document_id AS example
FROM documents
LEFT JOIN (SELECT document_id, count(*) AS found FROM tasks GROUP BY document_id) USING (document_id)
WHERE coalesce(found, 0) <> task_count;

-- ! tasks, items, targets or citations that lie outside their document
SELECT document_id || ' ' || line_start || '-' || line_end AS example
FROM (
    SELECT document_id, line_start, line_end FROM tasks
    UNION ALL SELECT document_id, line_start, line_end FROM items
    UNION ALL SELECT document_id, line_start, line_end FROM targets
    UNION ALL SELECT document_id, line_start, line_end FROM citations
)
JOIN documents USING (document_id)
WHERE line_start < 1 OR line_end < line_start OR line_end > line_count;

-- ! documents in the folder of another year or province
SELECT document_id AS example
FROM documents
WHERE coalesce(plan_year, year(issued_on), 0) <> documents.year
    OR CASE province_code WHEN '' THEN 'p00' ELSE 'p' || province_code END <> area;

-- ! rows in another folder than their document
SELECT DISTINCT document_id AS example
FROM (
    SELECT document_id, year, area FROM tasks
    UNION SELECT document_id, year, area FROM items
    UNION SELECT document_id, year, area FROM targets
    UNION SELECT document_id, year, area FROM citations
    UNION SELECT document_id, year, area FROM lines
)
ANTI JOIN documents USING (document_id, year, area);

-- ! findings with a code that is in no catalogue
SELECT DISTINCT code AS example FROM findings ANTI JOIN codes USING (code);

-- ! findings about nothing
SELECT message AS example FROM findings WHERE document_id IS NULL AND coalesce(source_file, '') = '';
