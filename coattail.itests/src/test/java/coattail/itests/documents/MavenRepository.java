// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import coattail.itests.support.BuiltBundle;

/**
 * A local Maven repository in which the API of this build is installed. All else in it are links to the one that the
 * build uses, which is left as it is.
 */
final class MavenRepository {
    private static final String GROUP = "io/coattail";

    private MavenRepository() {}

    static Path in(Path directory) throws IOException {
        var real = Path.of(System.getProperty("coattail.repository")).toRealPath();
        var group = directory.resolve(GROUP);
        Files.createDirectories(group);
        link(real, directory, "io");
        link(real.resolve("io"), directory.resolve("io"), "coattail");

        var api = BuiltBundle.named("coattail.api").path();
        var version = api.getFileName().toString().replaceAll("^coattail.api-|\\.jar$", "");
        install(Checkout.ROOT.resolve("pom.xml"), group, "coattail", version, "pom");
        install(Checkout.ROOT.resolve("coattail.api/pom.xml"), group, "coattail.api", version, "pom");
        install(api, group, "coattail.api", version, "jar");
        return directory;
    }

    private static void link(Path from, Path to, String but) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (var entry : (Iterable<Path>) entries::iterator) {
                if (!entry.getFileName().toString().equals(but)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
    }

    private static void install(Path file, Path group, String artifact, String version, String type)
            throws IOException {
        var folder = Files.createDirectories(group.resolve(artifact).resolve(version));
        Files.copy(file, folder.resolve(artifact + "-" + version + "." + type));
    }
}
