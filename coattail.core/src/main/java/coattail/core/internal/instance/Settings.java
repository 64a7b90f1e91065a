// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import coattail.core.spi.AdmissionLimits;

/**
 * The configuration as a whole, valid and immutable.
 *
 * @param name what the instance is called; empty for the host's name
 * @param directory the instance's directory
 * @param listen whether to listen
 * @param bind the address to bind, empty for all
 * @param port the port to bind, 0 for a free one
 * @param advertise what tokens say where to dial: empty, host or host:port
 * @param admission what the listener lets in
 * @param maxStreams how many requests of one peer may be under way
 * @param maxMessage the largest body that a peer may send, in bytes
 * @param hopLimit how many steps a cascade may have
 * @param cascadeBurst how many deliveries an action's cascades may make at once
 * @param cascadeRate how many a second
 */
public record Settings(
        String name,
        Path directory,
        boolean listen,
        String bind,
        int port,
        String advertise,
        AdmissionLimits admission,
        int maxStreams,
        int maxMessage,
        int hopLimit,
        int cascadeBurst,
        int cascadeRate) {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final int LEAST_MESSAGE = 4_096;
    private static final int MOST_MESSAGE = 1 << 30;

    public Settings {
        require(
                name.length() <= 64 && name.codePoints().noneMatch(Character::isISOControl),
                "coattail.instance: name has at most 64 characters and no control characters");
        require(directory.isAbsolute(), "coattail.instance: directory is an absolute path, not '" + directory + "'");
        range("coattail.listener: port", port, 0, 65_535);
        range("coattail.security: max.streams", maxStreams, 1, 65_535);
        range("coattail.security: max.message", maxMessage, LEAST_MESSAGE, MOST_MESSAGE);
        range("coattail.publication: hop.limit", hopLimit, 1, coattail.core.internal.wire.Path.MOST);
        range("coattail.publication: cascade.burst", cascadeBurst, 1, Integer.MAX_VALUE);
        range("coattail.publication: cascade.rate", cascadeRate, 1, Integer.MAX_VALUE);
    }

    /**
     * @param home the instance's directory where none is configured
     * @throws IllegalArgumentException with one line that names the PID and the key, if anything is out of range
     */
    static Settings of(
            Path home,
            InstanceConfig instance,
            ListenerConfig listener,
            SecurityConfig security,
            PublicationConfig publication) {
        range("coattail.listener: connections", listener.connections(), 1, MOST_CONNECTIONS);
        positive("opening", listener.opening());
        positive("opening.per.address", listener.opening_per_address());
        positive("rate", listener.rate());
        positive("rate.per.address", listener.rate_per_address());
        return new Settings(
                instance.name().strip(),
                instance.directory().isBlank() ? home : Path.of(instance.directory()),
                listener.listen(),
                listener.bind().strip(),
                listener.port(),
                listener.advertise().strip(),
                new AdmissionLimits(
                        listener.opening_per_address(),
                        listener.opening(),
                        listener.rate_per_address(),
                        listener.rate(),
                        listener.connections()),
                security.max_streams(),
                security.max_message(),
                publication.hop_limit(),
                publication.cascade_burst(),
                publication.cascade_rate());
    }

    /** The keys of what differs in another configuration and holds for an instance's life. */
    List<String> changedForLater(Settings next) {
        var keys = new ArrayList<String>();
        if (!name.equals(next.name)) {
            keys.add("coattail.instance: name");
        }
        if (!directory.equals(next.directory)) {
            keys.add("coattail.instance: directory");
        }
        if (maxStreams != next.maxStreams) {
            keys.add("coattail.security: max.streams");
        }
        if (maxMessage != next.maxMessage) {
            keys.add("coattail.security: max.message");
        }
        return keys;
    }

    /** These, with what holds for an instance's life from others. */
    Settings withLifelong(Settings life) {
        return new Settings(
                life.name,
                life.directory,
                listen,
                bind,
                port,
                advertise,
                admission,
                life.maxStreams,
                life.maxMessage,
                hopLimit,
                cascadeBurst,
                cascadeRate);
    }

    private static void positive(String key, int value) {
        range("coattail.listener: " + key, value, 1, Integer.MAX_VALUE);
    }

    private static void range(String what, int value, int least, int most) {
        require(value >= least && value <= most, what + " is from " + least + " to " + most + ", not " + value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
