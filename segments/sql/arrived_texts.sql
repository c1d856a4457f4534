-- One row per text that was not met before in this file, numbered on from the last.
INSERT INTO arrived_texts (number, text)
SELECT known.texts + given.at - 1, given.text
FROM json_array_elements_text(%(texts)s::json) WITH ORDINALITY AS given (text, at),
     (SELECT count(*) AS texts FROM arrived_texts) AS known
