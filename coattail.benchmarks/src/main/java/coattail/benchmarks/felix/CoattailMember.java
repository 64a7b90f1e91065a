// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.felix;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import coattail.benchmarks.measure.Echo;
import coattail.benchmarks.measure.Member;
import coattail.benchmarks.measure.Series;
import coattail.benchmarks.measure.Site;

/** An instance of Coattail. */
public final class CoattailMember implements Member {
    private static final String HERE = "127.0.0.1";

    private final Container container;
    private final Site site;

    private CoattailMember(Container container, Site site) {
        this.container = container;
        this.site = site;
    }

    /**
     * Starts a new instance, which listens.
     *
     * @param program the directory of the program's jar, beside which the bundles lie
     * @param directory the instance's own
     * @param name the instance's name
     */
    public static CoattailMember start(Path program, Path directory, String name) throws Exception {
        var container = Container.start(
                directory,
                Bundles.in(program),
                Map.of(
                        "coattail.instance", Map.of("name", name, "directory", directory.toString()),
                        "coattail.listener", Map.of("bind", HERE, "advertise", HERE, "port", 0),
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
    public void close() throws Exception {
        container.close();
    }
}
