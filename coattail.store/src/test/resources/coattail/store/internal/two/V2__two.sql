-- SPDX-License-Identifier: Apache-2.0
ALTER TABLE one ADD COLUMN name VARCHAR(10);
