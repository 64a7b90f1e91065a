// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what here: turning a token and a proven key into a grant, keeping grants while they are alive, and the one
 * check that every operation passes (docs/security.md, "Authority").
 */
package coattail.core.internal.authority;
