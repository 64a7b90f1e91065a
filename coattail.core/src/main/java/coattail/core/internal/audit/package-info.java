// SPDX-License-Identifier: Apache-2.0
/**
 * The audit log: who was let in or refused, and who changed what anybody may do. A hash chain in files, with signed
 * checkpoints, its length kept in the database (docs/security.md, "Audit"). Others tell it events through
 * {@link coattail.core.internal.audit.AuditTrail}; it knows none of them.
 */
package coattail.core.internal.audit;
