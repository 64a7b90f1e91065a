// SPDX-License-Identifier: Apache-2.0
/**
 * The core's store over JDBC.
 *
 * <p>{@link coattail.store.internal.StoreComponent} finds the database, {@link coattail.store.internal.JdbcStore}
 * brings its schema up to date and gives the parts of the port. Each of them says its SQL in a
 * {@link coattail.store.internal.Transaction}, which {@link coattail.store.internal.Database} commits or undoes. The
 * SQL is the same for every database; what Derby wants of its own is in {@link coattail.store.internal.EmbeddedDerby}.
 */
package coattail.store.internal;
