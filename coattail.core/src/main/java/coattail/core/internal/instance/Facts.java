// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import coattail.core.admin.ConfigurationEntry;
import coattail.core.internal.admin.Address;
import coattail.core.internal.admin.InstanceFacts;
import coattail.core.internal.identity.InstanceKeys;
import coattail.core.internal.trace.Chronicle;

/**
 * What {@code info} says.
 *
 * @param budget what events and bodies may take, in bytes
 * @param settings those in force
 * @param configured those asked for last
 */
record Facts(
        String version,
        long budget,
        Instant started,
        InstanceKeys keys,
        String name,
        Supplier<Settings> settings,
        Supplier<Settings> configured,
        Listener listener)
        implements InstanceFacts {
    /** Two writes and one frame being read, and what TLS holds of each: two records out, one in. */
    private static final long BYTES_PER_CONNECTION = 3 * 16_000 + 3 * 16_709;

    @Override
    public String id() {
        return keys.instanceId();
    }

    @Override
    public String fingerprint() {
        return keys.pin().toString();
    }

    @Override
    public String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.publicKey());
    }

    @Override
    public String signingKey() {
        return keys.tokenKey().id();
    }

    @Override
    public List<ConfigurationEntry> configuration() {
        return ConfigurationView.of(settings.get(), configured.get());
    }

    @Override
    public String directory() {
        return settings.get().directory().toString();
    }

    @Override
    public Optional<Address> bound() {
        return listener.bound();
    }

    @Override
    public Address advertised() {
        return listener.advertised();
    }

    @Override
    public long memoryLimit() {
        return budget + Chronicle.MOST_BYTES + settings.get().admission().connections() * BYTES_PER_CONNECTION;
    }
}
