// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.core.admin.ConfigurationEntry;

/** The configuration, as operators see it: in the words of its files. */
final class ConfigurationView {
    private ConfigurationView() {}

    private record Key(String pid, String name) {}

    /**
     * @param inForce what holds
     * @param configured what was asked for last, some of which may have to wait for the next start
     */
    static List<ConfigurationEntry> of(Settings inForce, Settings configured) {
        var next = values(configured);
        return values(inForce).entrySet().stream()
                .map(entry -> new ConfigurationEntry(
                        entry.getKey().pid(),
                        entry.getKey().name(),
                        entry.getValue(),
                        Optional.of(next.get(entry.getKey())).filter(value -> !value.equals(entry.getValue()))))
                .toList();
    }

    /** All values that aren't empty, by the names of file and key. */
    static Map<String, String> named(Settings settings) {
        var named = new LinkedHashMap<String, String>();
        values(settings).forEach((key, value) -> named.put(key.pid() + ": " + key.name(), value));
        named.values().removeIf(String::isEmpty);
        return named;
    }

    /** What differs, from what to what. */
    static Map<String, String> changes(Settings before, Settings after) {
        var next = values(after);
        var changes = new LinkedHashMap<String, String>();
        values(before).forEach((key, value) -> {
            if (!next.get(key).equals(value)) {
                changes.put(key.pid() + ": " + key.name(), "'" + value + "' -> '" + next.get(key) + "'");
            }
        });
        return changes;
    }

    private static Map<Key, String> values(Settings settings) {
        var admission = settings.admission();
        var values = new LinkedHashMap<Key, String>();
        put(values, "coattail.instance", "name", settings.name());
        put(values, "coattail.instance", "directory", settings.directory());
        put(values, "coattail.listener", "listen", settings.listen());
        put(values, "coattail.listener", "bind", settings.bind());
        put(values, "coattail.listener", "port", settings.port());
        put(values, "coattail.listener", "advertise", settings.advertise());
        put(values, "coattail.listener", "connections", admission.connections());
        put(values, "coattail.listener", "opening", admission.opening());
        put(values, "coattail.listener", "opening.per.address", admission.openingPerAddress());
        put(values, "coattail.listener", "rate", admission.perSecond());
        put(values, "coattail.listener", "rate.per.address", admission.perSecondPerAddress());
        put(values, "coattail.security", "max.message", settings.maxMessage());
        put(values, "coattail.security", "max.streams", settings.maxStreams());
        put(values, "coattail.publication", "hop.limit", settings.hopLimit());
        put(values, "coattail.publication", "cascade.burst", settings.cascadeBurst());
        put(values, "coattail.publication", "cascade.rate", settings.cascadeRate());
        return values;
    }

    private static void put(Map<Key, String> values, String pid, String key, Object value) {
        values.put(new Key(pid, key), value.toString());
    }
}
