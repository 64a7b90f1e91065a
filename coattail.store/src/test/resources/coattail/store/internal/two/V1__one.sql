-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY);
