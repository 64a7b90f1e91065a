// SPDX-License-Identifier: Apache-2.0
/** Persistence over JDBC. */
package coattail.store.internal;
