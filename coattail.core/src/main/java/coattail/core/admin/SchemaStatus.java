// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

/**
 * The state of the database's schema.
 *
 * @param database which database
 * @param current the version that it has, 0 for none
 * @param newest the version that this program knows
 * @param pending how many migrations are to be applied
 */
public record SchemaStatus(String database, int current, int newest, int pending) {}
