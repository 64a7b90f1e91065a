// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * This instance's keys. Its identity can't be exchanged: another one would be another instance. The key that signs its
 * tokens can.
 */
@ProviderType
public interface KeyAdmin {

    /** The identity, its certificate, the key that signs tokens, and those that did before and still verify. */
    List<KeyStatus> list();

    /**
     * Makes a new key, which signs tokens from now on. What the one before has signed still verifies until the last of
     * its tokens has expired; nobody notices anything.
     *
     * @throws coattail.api.CoattailException if it can't be written; nothing has changed then
     */
    KeyRotated rotate();

    /**
     * Makes a new key likewise, since the one before is in wrong hands or may be: that one is dropped, and every token
     * that it has signed is revoked, on open connections too. Tokens under other keys stay.
     *
     * @throws coattail.api.CoattailException if the new one can't be written; the tokens have been revoked then, and
     *     the same again finishes it
     */
    KeyRotated rotateCompromised();

    /**
     * Drops a key that signed before, since it may have been in wrong hands: every token that it has signed is revoked,
     * on open connections too.
     *
     * @param key its id, or a prefix of it that no other shares
     * @throws coattail.api.CoattailException BAD_INPUT if it isn't one of those that signed before and still verify;
     *     INTERNAL if its file can't be deleted: the tokens have been revoked then, and the same again finishes it
     */
    KeyRotated drop(String key);
}
