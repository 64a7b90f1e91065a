-- SPDX-License-Identifier: Apache-2.0 Plain SQL that Derby, H2 and PostgreSQL all understand; see V1.

-- Public keys of other instances, as the operator added them; never deleted, so that none comes under the id of
-- another.
CREATE TABLE validation_token (
    jti VARCHAR(64) NOT NULL,
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    instance_id VARCHAR(64) NOT NULL,
    claims VARCHAR(4000) NOT NULL,
    state VARCHAR(16) NOT NULL,
    added BIGINT NOT NULL,
    CONSTRAINT validation_token_pk PRIMARY KEY (jti)
);
CREATE INDEX validation_token_instance ON validation_token (instance_id);

-- From which keys a token was accepted, where it is bound to none of them; never deleted.
CREATE TABLE accepted_key (
    jti VARCHAR(64) NOT NULL,
    bearer_key VARCHAR(64) NOT NULL,
    CONSTRAINT accepted_key_pk PRIMARY KEY (jti, bearer_key),
    CONSTRAINT accepted_key_token FOREIGN KEY (jti) REFERENCES issued_token (jti)
);

-- Which tokens a key signed, asked when it is to be dropped.
CREATE INDEX issued_token_key ON issued_token (key_id);
