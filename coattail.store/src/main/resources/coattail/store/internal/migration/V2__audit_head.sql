-- SPDX-License-Identifier: Apache-2.0

-- How far the audit log has come: one row at most. It tells that the end of the log was cut off.
CREATE TABLE audit_head (
    only_one INTEGER NOT NULL,
    record_count BIGINT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    closed BOOLEAN NOT NULL,
    CONSTRAINT audit_head_pk PRIMARY KEY (only_one),
    CONSTRAINT audit_head_only_one CHECK (only_one = 1)
);
