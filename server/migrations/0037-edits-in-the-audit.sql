-- What people write with the admin token is read newest first, beside what else they did.
CREATE INDEX {{own_changes}}_edits ON {{own_changes}} (hlc, origin)
  WHERE dataset IN ('article', 'price', 'promotion', 'staff', 'permission', 'store', 'customer');
CREATE INDEX {{copy_changes}}_edits ON {{copy_changes}} (hlc, origin)
  WHERE dataset IN ('article', 'price', 'promotion', 'staff', 'permission', 'store', 'customer');
