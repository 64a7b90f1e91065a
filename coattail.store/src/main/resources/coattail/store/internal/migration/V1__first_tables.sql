-- SPDX-License-Identifier: Apache-2.0 Plain SQL that Derby, H2 and PostgreSQL all understand. Times are milliseconds
-- since 1970 and bytes are hexadecimal, since each database has other types for them. Names avoid what is reserved in
-- any (action, window, ...). seq tells the order of rows that were made in the same millisecond.

-- Whose database this is: one row at most.
CREATE TABLE instance (
    only_one INTEGER NOT NULL,
    owner_id VARCHAR(64) NOT NULL,
    CONSTRAINT instance_pk PRIMARY KEY (only_one),
    CONSTRAINT instance_only_one CHECK (only_one = 1)
);

-- Tokens that this instance issued; never deleted.
CREATE TABLE issued_token (
    jti VARCHAR(64) NOT NULL,
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    claims VARCHAR(4000) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    key_id VARCHAR(64) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    bound_key VARCHAR(64),
    state VARCHAR(16) NOT NULL,
    issued BIGINT NOT NULL,
    expires BIGINT,
    last_used BIGINT,
    CONSTRAINT issued_token_pk PRIMARY KEY (jti)
);

-- Peers, and the token held from each.
CREATE TABLE peer (
    id VARCHAR(64) NOT NULL,
    name VARCHAR(128) NOT NULL,
    held_token VARCHAR(4000),
    held_host VARCHAR(255),
    held_port INTEGER,
    held_accepted BOOLEAN,
    added BIGINT NOT NULL,
    last_seen BIGINT,
    CONSTRAINT peer_pk PRIMARY KEY (id),
    CONSTRAINT peer_name UNIQUE (name)
);

-- What this instance is subscribed to.
CREATE TABLE subscription (
    id VARCHAR(32) NOT NULL,
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    peer_id VARCHAR(64) NOT NULL,
    action_name VARCHAR(64) NOT NULL,
    receiver_name VARCHAR(64) NOT NULL,
    overflow VARCHAR(16) NOT NULL,
    state VARCHAR(16) NOT NULL,
    reason VARCHAR(1000) NOT NULL,
    created BIGINT NOT NULL,
    CONSTRAINT subscription_pk PRIMARY KEY (id),
    CONSTRAINT subscription_names UNIQUE (peer_id, action_name, receiver_name),
    CONSTRAINT subscription_peer FOREIGN KEY (peer_id) REFERENCES peer (id) ON DELETE CASCADE
);

-- Who is subscribed to this instance.
CREATE TABLE subscriber (
    instance_id VARCHAR(64) NOT NULL,
    subscription_id VARCHAR(32) NOT NULL,
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    action_name VARCHAR(64) NOT NULL,
    receiver_name VARCHAR(64) NOT NULL,
    overflow VARCHAR(16) NOT NULL,
    window_size INTEGER NOT NULL,
    jti VARCHAR(64) NOT NULL,
    created BIGINT NOT NULL,
    CONSTRAINT subscriber_pk PRIMARY KEY (instance_id, subscription_id),
    CONSTRAINT subscriber_names UNIQUE (instance_id, action_name, receiver_name)
);
-- Before the foreign key: Derby makes one index serve both, and would warn the other way round.
CREATE INDEX subscriber_jti ON subscriber (jti);
ALTER TABLE subscriber ADD CONSTRAINT subscriber_token FOREIGN KEY (jti) REFERENCES issued_token (jti);

-- Subscriptions that the operator revoked; never deleted.
CREATE TABLE revoked_subscription (
    instance_id VARCHAR(64) NOT NULL,
    subscription_id VARCHAR(32) NOT NULL,
    CONSTRAINT revoked_subscription_pk PRIMARY KEY (instance_id, subscription_id)
);
