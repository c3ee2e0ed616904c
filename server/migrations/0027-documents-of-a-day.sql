-- A store's business day in pictures: of a store with years of documents only five days are read.
CREATE INDEX documents_of_store_day ON projection.documents (store, business_date);
