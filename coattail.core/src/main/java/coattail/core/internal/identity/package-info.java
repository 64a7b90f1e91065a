// SPDX-License-Identifier: Apache-2.0
/**
 * Who this instance is: its keys on disk, its id, its signatures and the certificate that it shows in TLS
 * (docs/security.md, "Identity").
 *
 * <p>Everything here is Ed25519 (RFC 8032) and nothing else. Private keys leave this package as objects, never as text.
 */
package coattail.core.internal.identity;
