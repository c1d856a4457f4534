-- One row per title: its place in the order of the alphabet, by its title without its article.
SELECT number,
       row_number() OVER (ORDER BY title = '', regexp_replace(
           lower(translate(title, 'ÀÁÂÃÄÅàáâãäåÇçÈÉÊËèéêëÌÍÎÏìíîïÑñÒÓÔÕÖØòóôõöøÙÚÛÜùúûüÝýÿ''‘’“”"«»',
                                  'AAAAAAaaaaaaCcEEEEeeeeIIIIiiiiNnOOOOOOooooooUUUUuuuuYyy')),
           '^(de|het|een|t|the|a|an) ', ''), author, number)::int AS place
FROM segments_title
WHERE library_id = %(library_id)s
