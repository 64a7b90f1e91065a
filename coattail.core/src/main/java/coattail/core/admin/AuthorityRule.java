// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

/**
 * What decides whether a token allows a peer something, from what comes nearest to allowing it to what is furthest from
 * that.
 */
public enum AuthorityRule {
    /** Allowed: the token names it. */
    NAMED,
    /** Allowed: the token has {@code *}. */
    WILDCARD,
    /** The token can't be used yet. */
    NOT_YET_VALID,
    /** The token is for the keys of validation tokens, and the peer's can't be used yet. */
    VALIDATION_NOT_YET_VALID,
    /** The token is for the keys of validation tokens, and the peer's was removed. */
    VALIDATION_REMOVED,
    /** The token doesn't name it. */
    NOT_NAMED,
    /** The token has {@code *}, which never covers names that begin with {@code coattail.}. */
    RESERVED,
    /** The token may not be used from where the peer is. */
    NETWORK,
    /** The token is for the keys of validation tokens, and the peer's has expired. */
    VALIDATION_EXPIRED,
    /** The token has expired. */
    EXPIRED,
    /** The token was revoked, by itself or with the key that signed it. */
    REVOKED,
    /** No token that was issued here is for the peer's key. */
    NO_TOKEN
}
