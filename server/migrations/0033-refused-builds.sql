-- What a till was last told to run and does not take, since it came back from it by itself before.
ALTER TABLE build_asks ADD COLUMN refuses text;
