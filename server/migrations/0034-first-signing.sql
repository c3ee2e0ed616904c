-- From when on a store signs, where its profile does not say so, is found among a year of sales without reading them.
CREATE INDEX {{own_ops}}_signing ON {{own_ops}} (split_part(till_id, '-', 2), business_date)
  WHERE kind IN ('document-signed', 'signing-outage');
CREATE INDEX {{copy_ops}}_signing ON {{copy_ops}} (split_part(till_id, '-', 2), business_date)
  WHERE kind IN ('document-signed', 'signing-outage');
