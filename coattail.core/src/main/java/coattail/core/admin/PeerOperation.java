// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

/** What a token lists names for. */
public enum PeerOperation {
    PERFORM,
    PUBLISH,
    SUBSCRIBE
}
