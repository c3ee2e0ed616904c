-- The next stamp must pass every stamp already seen from the peer.
CREATE INDEX {{copy_changes}}_hlc ON {{copy_changes}} (hlc);
