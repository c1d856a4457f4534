-- One row per title that a file says something of; texts come by number.
INSERT INTO segments_title_fact (library_id, import_id, title, genre_code, material, language,
    audience, published, loans, last_loan_on)
SELECT %(library_id)s, %(import_id)s, fact.title, fact.genre_code, fact.material, language.text,
       audience.text, fact.published, nullif(fact.loans, -1), fact.last_loan_on
FROM arrived_facts AS fact
JOIN arrived_texts AS language ON language.number = fact.language
JOIN arrived_texts AS audience ON audience.number = fact.audience
