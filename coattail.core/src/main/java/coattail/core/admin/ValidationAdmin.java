// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Validation tokens: an instance's public key, signed with it. An operator who wants a token of another instance issues
 * one and sends it there; the operator there adds it, and issues tokens that list it as {@code vt://ID} among their
 * bearers, so that only its key may use them.
 *
 * <p>One that was added is named by its id, a prefix of it that no other shares, or the peer (name or id) whose only
 * one it is that holds; each with or without {@code vt://} before it.
 */
@ProviderType
public interface ValidationAdmin {

    /** How long a validation token holds where nothing else is asked for. */
    Duration DEFAULT_LIFETIME = Duration.ofDays(365);

    /**
     * Issues one for this instance's own key. It isn't kept here, and can't be taken back; who adds it can remove it.
     *
     * @param notBefore from when on, from now; zero to 100 years
     * @param lifetime how long from then on, 1 s to 100 years; empty: for ever
     */
    NewValidationToken issue(Duration notBefore, Optional<Duration> lifetime);

    /**
     * Adds one of another instance. That the key in it is who it is taken for, the operator makes sure by comparing the
     * fingerprint with the one that its issuer sees. What is there already stays as it is; one that was removed holds
     * again.
     *
     * @param token its text
     * @param fingerprint the fingerprint that its key must have, {@code sha256/...}; empty: any
     */
    ValidationStatus add(String token, Optional<String> fingerprint);

    /** All that were added, removed ones included, the last added first. */
    List<ValidationStatus> list();

    /** One that was added. */
    ValidationStatus show(String validation);

    /**
     * Removes one that was added. What its key was granted by tokens that list it, and by none that holds besides, ends
     * at once on open connections, and its subscriptions under them are deleted. Tokens that no key can use any more
     * are revoked. Others who are among the bearers of the same tokens keep what they have.
     */
    ValidationRemoved remove(String validation);
}
