// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An instance's state: what shell, health checks and metrics show.
 *
 * @param version of Coattail
 * @param id the instance id
 * @param name the name that the operator gave
 * @param fingerprint the pin of the identity's TLS key, {@code sha256/...}
 * @param directory the instance's directory
 * @param listening whether peers can connect
 * @param bound the address that is bound, as {@code host:port}; empty while not listening
 * @param advertised the address that tokens carry, as {@code host:port}
 * @param started when the instance started
 * @param uptime since then
 * @param actions how many actions are offered
 * @param receivers how many receivers are offered
 * @param peers how many peers are known
 * @param connected how many of them are connected
 * @param subscriptions how many subscriptions this instance has at others
 * @param subscribers how many subscriptions others have here
 * @param tokens how many tokens issued here hold at the moment
 * @param database which database holds its data
 * @param memoryLimit how many bytes connections and events may take at most, as it follows from the configuration
 * @param warnings what the operator should see to, one line each
 */
public record InstanceStatus(
        String version,
        String id,
        String name,
        String fingerprint,
        String directory,
        boolean listening,
        String bound,
        String advertised,
        Instant started,
        Duration uptime,
        int actions,
        int receivers,
        int peers,
        int connected,
        int subscriptions,
        int subscribers,
        int tokens,
        String database,
        long memoryLimit,
        List<String> warnings) {
    public InstanceStatus {
        warnings = List.copyOf(warnings);
    }
}
