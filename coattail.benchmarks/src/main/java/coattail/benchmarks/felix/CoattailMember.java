// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Issuer;
import coattail.benchmarks.measure.Member;
import coattail.benchmarks.measure.Series;
import coattail.benchmarks.measure.Site;

/** An instance of Coattail. */
public final class CoattailMember implements Member {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = "127.0.0.1";

    private final Container container;
    private final Site site;

    private CoattailMember(Container container, Site site) {
        this.container = container;
        this.site = site;
    }

    /** Starts one that lets a thousand peers in, and from one address, as fast as they come. */
    public static CoattailMember forMany(Path program, Path directory, String name) throws Exception {
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

    @Override
    public String obey(String... words) throws Exception {
        var issuer = container.service(Issuer.class, null);
        switch (words[0]) {
            case Issuer.ISSUE -> {
                Files.write(Path.of(words[2]), issuer.issue(Integer.parseInt(words[1])));
                return "";
            }
            case Issuer.PUBLISH -> {
                issuer.publishEvery(Duration.ofMillis(Long.parseLong(words[1])));
                return "";
            }
            case Issuer.REVOKE -> {
                return JSON.writeValueAsString(issuer.revoke(words[1]));
            }
            case Issuer.ROTATE -> {
                issuer.rotate();
                return "";
            }
            case Issuer.COMPROMISED -> {
                return JSON.writeValueAsString(issuer.rotateCompromised());
            }
            default -> throw new IllegalArgumentException("no such order");
        }
    }

    @Override
    public void close() throws Exception {
        container.close();
    }
}
