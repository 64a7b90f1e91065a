// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Member;
import coattail.benchmarks.measure.Series;
import coattail.benchmarks.measure.Site;

/** An instance of Coattail. */
public final class CoattailMember implements Member {
    private static final String HERE = "127.0.0.1";
    /** Of deliveries a second more than are made. */
    private static final int MANY = 1_000_000;

    private final Container container;
    private final Site site;

    private CoattailMember(Container container, Site site) {
        this.container = container;
        this.site = site;
    }

    /** Starts one that lets a thousand peers in, and from one address, as fast as they come. */
    static CoattailMember forMany(Path program, Path directory, String name) throws Exception {
        return start(
                program,
                directory,
                name,
                Map.of(
                        "connections", 10_000,
                        "opening", 1_000,
                        "opening.per.address", 1_000,
                        "rate", 100_000,
                        "rate.per.address", 100_000));
    }

    /**
     * Starts a new instance, which listens.
     *
     * @param program the directory of the program's jar, beside which the bundles lie
     * @param directory the instance's own
     * @param name the instance's name
     */
    public static CoattailMember start(Path program, Path directory, String name) throws Exception {
        return start(program, directory, name, Map.of());
    }

    private static CoattailMember start(Path program, Path directory, String name, Map<String, Object> admission)
            throws Exception {
        var listener = new HashMap<String, Object>(admission);
        listener.putAll(Map.of("bind", HERE, "advertise", HERE, "port", 0));
        var container = Container.start(
                directory,
                Bundles.in(program),
                Map.of(
                        "coattail.instance", Map.of("name", name, "directory", directory.toString()),
                        "coattail.publication", Map.of("cascade.burst", MANY, "cascade.rate", MANY),
                        "coattail.listener", listener,
                        "coattail.store",
                                Map.of("directory", directory.resolve("data").toString())));
        try {
            var site = container.service(Site.class, null);
            Wait.value(name + " doesn't listen", () -> site.listening() ? Optional.of(site) : Optional.<Site>empty());
            return new CoattailMember(container, site);
        } catch (Exception e) {
            container.close();
            throw e;
        }
    }

    @Override
    public String invitation() {
        return site.invitation();
    }

    @Override
    public void join(String invitation) throws Exception {
        site.join(invitation);
    }

    @Override
    public Echo echo(Series series) throws Exception {
        return container.service(Echo.class, "(" + Series.PROPERTY + "=" + series.key() + ")");
    }

    /** A service of the bundle in its framework. */
    <T> T service(Class<T> type) throws Exception {
        return container.service(type, null);
    }

    @Override
    public void close() throws Exception {
        container.close();
    }
}
