-- The keys that hash tokens and seal secrets, sealed themselves with the key of secret.key or ZOL0_KEY.
-- Columns named sealed_... hold sealed texts (AES-256-GCM) and are sealed anew by rotate-key.
ALTER TABLE installation ADD COLUMN sealed_keys text CHECK (sealed_keys LIKE 's1.%');
